import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import type { ReleaseId } from '../../../src/core/spec/releases.ts';
import type { Words } from '../../../src/words/words.ts';
import { Tag } from '../../ui/tag.tsx';
import { useWords } from '../../words/use-words.ts';
import { SUPPORT_TONES, supportOf } from './board-support.ts';

const MB_PER_GB = 1024;

export interface BoardFactsProps {
  readonly board: Board;
  readonly release: ReleaseId;
}

/** What is on a board's card below its name: memory, processor, radio, and how well it is supported. */
export function BoardFacts({ board, release }: BoardFactsProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const level = supportOf(board, release);
  return (
    <>
      <span className="block">{memoryWords(words, board)}</span>
      <span className="block">{radioWords(words, board)}</span>
      <span className="mt-1.5 block font-label">
        <Tag tone={SUPPORT_TONES[level]} icon={level === 'unsupported' ? X : undefined}>
          {t(`window.step.board.support.${level}`)}
        </Tag>
      </span>
      <span className="block">{t(`window.step.board.support.${level}.more`)}</span>
    </>
  );
}

function memoryWords({ t }: Words, { memoryMb, system }: Board): string {
  const size = (mb: number): string =>
    mb < MB_PER_GB ? t('window.step.board.mb', { mb }) : t('window.step.board.gb', { gb: mb / MB_PER_GB });
  const [smallest, largest] = [Math.min(...memoryMb), Math.max(...memoryMb)];
  const processor = t(`window.step.board.processor.${system}`);
  if (smallest === largest) return t('window.step.board.memory', { size: size(smallest), processor });
  return t('window.step.board.memories', { from: size(smallest), to: size(largest), processor });
}

function radioWords({ t }: Words, { radios, ethernet }: Board): string {
  const wifi = radios.wifi === null ? 'none' : radios.wifi.optional ? 'optional' : 'yes';
  const bands = radios.wifi?.bands.length ?? 0;
  return t('window.step.board.radio', { wifi, bands, bluetooth: radios.bluetooth, ethernet });
}
