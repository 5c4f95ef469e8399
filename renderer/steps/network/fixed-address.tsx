import { useState, type ReactNode } from 'react';
import type { Problem } from '../../../src/core/spec/codes.ts';
import { answerAt } from '../../state/draft-store.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import type { FieldProps } from '../../ui/field.tsx';
import { Pair } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';

/** The prefix of nearly every network at home (255.255.255.0). */
const USUAL_PREFIX = '/24';

/** An address without one. */
const BARE = /^\d{1,3}(\.\d{1,3}){3}$/;

/** A fixed address, the gateway and the DNS servers. */
export function FixedAddress(): ReactNode {
  return (
    <>
      <Pair>
        <AddressField />
        <GatewayField />
      </Pair>
      <DnsField />
    </>
  );
}

function AddressField(): ReactNode {
  const { t } = useWords();
  return (
    <Ipv4Field
      path="ethernet.address"
      label={t('window.network.static.address')}
      help={t('window.network.static.address.help')}
      mendedOf={({ code }, value) => (code === 'ipv4-prefix' && BARE.test(value) ? `${value}${USUAL_PREFIX}` : null)}
    />
  );
}

function GatewayField(): ReactNode {
  const { t } = useWords();
  const address = answerAt(useDraft().answers, 'ethernet.address');
  return (
    <Ipv4Field
      path="ethernet.gateway"
      label={t('window.network.static.gateway')}
      help={t('window.network.static.gateway.help')}
      isOptional
      mendedOf={({ code }) => (code === 'gateway-outside' && isText(address) ? firstHost(address) : null)}
    />
  );
}

interface Ipv4FieldProps extends Pick<FieldProps, 'label' | 'help' | 'isOptional'> {
  readonly path: string;
  /** What the person most likely meant, one press away; null where nobody knows. */
  readonly mendedOf: (problem: Problem, value: string) => string | null;
}

/** One address; with nothing in it there is no answer. */
function Ipv4Field({ path, mendedOf, ...field }: Ipv4FieldProps): ReactNode {
  const words = useWords();
  const { value = '', set, problem, onBlur } = useField(path, isText);
  const mended = problem && mendedOf(problem, value);
  return (
    <TextField
      {...field}
      path={path}
      isMono
      value={value}
      onChange={(text) => set(text.trim() === '' ? undefined : text.trim())}
      onBlur={onBlur}
      problem={
        problem && (
          <>
            {problemWords(words, problem)} {mended !== null && <Link onPress={() => set(mended)}>{mended}</Link>}
          </>
        )
      }
    />
  );
}

function DnsField(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { value, set, problem, onBlur } = useField('ethernet.dns', isTextList);
  const [text, setText] = useState((value ?? []).join(', '));
  return (
    <TextField
      path="ethernet.dns"
      label={t('window.network.static.dns')}
      help={t('window.network.static.dns.help')}
      isOptional
      isMono
      value={text}
      onChange={(typed) => {
        setText(typed);
        set(typed.split(/[\s,;，、；]+/).filter((part) => part !== ''));
      }}
      onBlur={onBlur}
      problem={problem && problemWords(words, problem)}
    />
  );
}

/** Where routers mostly are: the `.1` of an address with a prefix of 24. */
function firstHost(address: string): string | null {
  const network = /^(\d+\.\d+\.\d+)\.\d+\/24$/.exec(address)?.[1];
  return network === undefined ? null : `${network}.1`;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
