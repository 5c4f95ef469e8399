import { useState, type ReactNode } from 'react';
import { answerAt } from '../../state/draft-store.ts';
import { problemWords } from '../../state/problem-words.ts';
import { useDraft } from '../../state/use-draft.ts';
import { isText, useField } from '../../state/use-field.ts';
import { Pair } from '../../ui/layout.tsx';
import { Link } from '../../ui/link.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useWords } from '../../words/use-words.ts';

/** The prefix of nearly every network at home (255.255.255.0). */
const USUAL_PREFIX = '/24';

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
  const words = useWords();
  const { t } = words;
  const { value = '', set, problem, onBlur } = useField('ethernet.address', isText);
  const isBare = /^\d{1,3}(\.\d{1,3}){3}$/.test(value);
  return (
    <TextField
      path="ethernet.address"
      label={t('window.network.static.address')}
      help={t('window.network.static.address.help')}
      isMono
      value={value}
      onChange={(text) => set(text.trim() === '' ? undefined : text.trim())}
      onBlur={onBlur}
      problem={
        problem && (
          <>
            {problemWords(words, problem)}{' '}
            {problem.code === 'ipv4-prefix' && isBare && (
              <Link onPress={() => set(`${value}${USUAL_PREFIX}`)}>{`${value}${USUAL_PREFIX}`}</Link>
            )}
          </>
        )
      }
    />
  );
}

function GatewayField(): ReactNode {
  const words = useWords();
  const { t } = words;
  const { value = '', set, problem, onBlur } = useField('ethernet.gateway', isText);
  const address = answerAt(useDraft().answers, 'ethernet.address');
  const first = problem?.code === 'gateway-outside' && isText(address) ? firstHost(address) : null;
  return (
    <TextField
      path="ethernet.gateway"
      label={t('window.network.static.gateway')}
      help={t('window.network.static.gateway.help')}
      isOptional
      isMono
      value={value}
      onChange={(text) => set(text.trim() === '' ? undefined : text.trim())}
      onBlur={onBlur}
      problem={
        problem && (
          <>
            {problemWords(words, problem)} {first !== null && <Link onPress={() => set(first)}>{first}</Link>}
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
