import { useState, type ReactNode } from 'react';
import type { FlashTarget, FlashTopic } from '../../../src/contract/window/flash.ts';
import { isFromMedium } from '../../../src/contract/window/flash-verified.ts';
import { call } from '../../bridge/call.ts';
import { imageName } from '../../jobs/flash-ends.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { Panel } from '../../ui/layout.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';

export interface ThisCardProps {
  readonly flash: FlashTopic;
  readonly targets: readonly FlashTarget[];
}

/** What was written where, and that it was read back. */
export function ThisCard({ flash, targets }: ThisCardProps): ReactNode {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const [isSaved, setSaved] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = (): void => {
    setProblem(null);
    call('receipt.save').then(setSaved, (error: unknown) => {
      const { message, next } = errorWords(error);
      setProblem(`${message} ${next}`);
    });
  };
  return (
    <Panel>
      <h2 className="text-section font-head">{t('window.done.this')}</h2>
      {targets.map((target) => (
        <CardFacts key={target.id} flash={flash} target={target} />
      ))}
      <div className="mt-4 flex flex-wrap items-center gap-3" role="status">
        <Button size="small" onPress={save}>
          {t('window.done.receipt')}
        </Button>
        {isSaved && <Tag tone="ok">{t('window.done.receipt-saved')}</Tag>}
        {problem !== null && <Tag tone="danger">{problem}</Tag>}
      </div>
    </Panel>
  );
}

function CardFacts({ flash, target }: { readonly flash: FlashTopic; readonly target: FlashTarget }): ReactNode {
  const { t, bytes, duration, rate, day, clock } = useWords();
  const { outcome, drive, name, end } = target;
  if (outcome?.kind !== 'done') return null;
  const { ms, writtenBytes, rewritten, verified, sha256 } = outcome;
  const count = flash.targets.length;
  const afterMs = end?.afterMs ?? null;
  const order = afterMs === null || count < 2 ? null : { place: end?.place ?? null, count, time: duration(afterMs) };
  const size = drive === null ? null : bytes(drive.bytes);
  const facts: Fact[] = [
    {
      name: t('window.done.image'),
      value: t('window.drive.image-facts', { name: imageName(flash), nixos: flash.image.nixos, size: null }),
    },
    { name: t('window.done.card'), value: t('window.drive.part', { label: name, fsType: null, size }) },
    {
      name: t('window.done.written'),
      value: (
        <>
          {t('window.done.written-in', { size: bytes(writtenBytes), time: duration(ms.writing) })}
          {ms.writing > 0 && writtenBytes >= outcome.bytes && (
            <span className="block text-text-2">{rate((writtenBytes * 1000) / ms.writing)}</span>
          )}
        </>
      ),
    },
    ...(verified === 'no'
      ? []
      : [
          {
            name: t('window.done.verified'),
            value: (
              <Tag tone={isFromMedium(verified) ? 'ok' : 'info'}>
                {t(`window.done.verified-${verified}`, { size: bytes(outcome.bytes) })}
              </Tag>
            ),
          },
        ]),
    ...(rewritten === null
      ? []
      : [
          {
            name: t('window.done.rewritten'),
            value: <Tag tone="warn">{t('window.done.rewritten-at', { offset: rewritten })}</Tag>,
          },
        ]),
    ...(order === null ? [] : [{ name: t('window.done.finished'), value: t('window.done.finished-as', order) }]),
    { name: t('window.done.sha256'), value: <Hash hash={sha256} /> },
    {
      name: t('window.done.date'),
      value: t('window.done.date-time', { day: day(flash.startedAt), clock: clock(flash.startedAt) }),
    },
  ];
  return (
    <div className="mt-3">
      <Facts isLined facts={facts} />
    </div>
  );
}

const GROUP = 8;

/** In groups that an eye can follow; copied as it is. */
function Hash({ hash }: { readonly hash: string }): ReactNode {
  const groups = hash.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? [];
  return (
    <span className="flex flex-col items-start gap-1">
      <code className="text-note" aria-label={hash}>
        {groups.join(' ')}
      </code>
      <span className="-ms-2.5">
        <CopyButton text={hash} />
      </span>
    </span>
  );
}
