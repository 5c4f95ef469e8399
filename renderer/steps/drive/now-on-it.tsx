import type { ReactNode } from 'react';
import type { DriveFacts } from '../../../src/contract/window/drives.ts';
import type { Words } from '../../../src/words/words.ts';
import { Tag } from '../../ui/tag.tsx';
import { contentWords, partsOf, usedWords } from './drive-words.ts';

export interface NowOnItProps {
  readonly drive: DriveFacts;
  readonly words: Words;
}

/** What is on a drive now, in a sentence or two: whose card it is where that is known, else its parts. */
export function NowOnIt({ drive, words }: NowOnItProps): ReactNode {
  const { t, day } = words;
  const { card } = drive.content;
  switch (card?.kind) {
    case 'nixberry': {
      const { host, nixos, writtenAt } = card;
      const when = writtenAt && unbroken(day(writtenAt));
      return t('window.drive.now-nixberry', { host, nixos, when, used: usedWords(drive.content, words) });
    }
    case 'unfinished':
      return <Tag tone="warn">{unfinishedWords(card.startedAt, words)}</Tag>;
    case 'other':
      if (card.what === 'empty' && isBare(drive)) return t('window.drive.now-empty');
      if (card.what === 'newer')
        return (
          <>
            {contentWords(drive, words)} <span className="block">{t('window.drive.now-newer')}</span>
          </>
        );
      return contentWords(drive, words);
    case undefined:
      return contentWords(drive, words);
  }
}

/** The same for the question before it is lost: part by part, and whose card it is below. */
export function NowOnItInParts({ drive, words }: NowOnItProps): ReactNode {
  const parts = partsOf(drive.content, words);
  const card = cardLine(drive, words);
  if (parts.length === 0) return card ?? contentWords(drive, words);
  return [...parts, ...(card === null ? [] : [card])].map((part, at) => (
    // Two parts may be called the same, and nothing is ever moved among them.
    <span key={at} className="block">
      {part}
    </span>
  ));
}

function cardLine(drive: DriveFacts, words: Words): string | null {
  const { t, day } = words;
  const { card } = drive.content;
  switch (card?.kind) {
    case 'nixberry': {
      const { host, nixos, writtenAt } = card;
      return t('window.confirm.now-nixberry', { host, nixos, when: writtenAt && unbroken(day(writtenAt)) });
    }
    case 'unfinished':
      return unfinishedWords(card.startedAt, words);
    case 'other':
      if (card.what === 'newer') return t('window.drive.now-newer');
      return card.what === 'empty' && isBare(drive) ? t('window.drive.now-empty') : null;
    case undefined:
      return null;
  }
}

function unfinishedWords(startedAt: string | null, { t, day, clock }: Words): string {
  return t('window.drive.now-unfinished', {
    when: startedAt && unbroken(day(startedAt)),
    time: startedAt && unbroken(clock(startedAt)),
  });
}

/** A day is read as one. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

/** Zeros at its start are not nothing where the system has found something behind them, or could not look. */
function isBare({ content: { known, fsType, partitions } }: DriveFacts): boolean {
  return known && fsType === null && partitions.length === 0;
}
