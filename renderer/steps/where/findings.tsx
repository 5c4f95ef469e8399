import type { ReactNode } from 'react';
import type { Finding } from '../../../src/core/doctor/finding.ts';
import { Code } from '../../ui/code.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { TONE_ICONS, TONE_TEXT, type Tone } from '../../ui/tone.ts';
import { useWords } from '../../words/use-words.ts';
import { findingWords } from './finding-words.ts';

const TONES: Readonly<Record<Finding['level'], Tone>> = {
  ok: 'ok',
  info: 'info',
  warning: 'warn',
  problem: 'danger',
};

export interface FindingsProps {
  readonly findings: readonly Finding[];
}

/** What is worth reading of a place: everything that is not simply as it should be. */
export function Findings({ findings }: FindingsProps): ReactNode {
  const words = useWords();
  return findings
    .filter(({ level }) => level !== 'ok')
    .map((finding) => {
      const tone = TONES[finding.level];
      return (
        <span key={`${finding.id} ${finding.state}`} className="mt-1.5 flex gap-1.5 text-text">
          <Icon of={TONE_ICONS[tone]} size="small" className={`mt-0.5 ${TONE_TEXT[tone]}`} />
          <span className="min-w-0">{findingWords(words, finding)}</span>
        </span>
      );
    });
}

/** The lines that mend them, to be copied, each below what it mends. */
export function Fixes({ findings }: FindingsProps): ReactNode {
  const words = useWords();
  const fixes = findings.filter(({ level, fix }) => fix !== null && (level === 'warning' || level === 'problem'));
  if (fixes.length === 0) return null;
  return (
    <Disclosure title={words.t('window.where.fix', { count: fixes.length })}>
      <div className="flex max-w-(--nb-form) flex-col gap-3 pe-4">
        {fixes.map((finding) => (
          <div key={`${finding.id} ${finding.state}`}>
            <p className="mb-1 text-text-2">{findingWords(words, finding)}</p>
            <Code text={finding.fix ?? ''} canCopy />
          </div>
        ))}
      </div>
    </Disclosure>
  );
}
