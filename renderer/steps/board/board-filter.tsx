import type { ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useWords } from '../../words/use-words.ts';

export interface Filter {
  readonly text: string;
  readonly family: Board['family'] | 'all';
}

export const NO_FILTER: Filter = { text: '', family: 'all' };

const FAMILIES = ['all', 'pi5', 'pi4', 'pi3', 'pi2', 'pi1'] as const;

/** Whether a board is of the family, and its name has every word of the text: `4 b` finds "Raspberry Pi 4 Model B". */
export function fits({ title, id, family }: Pick<Board, 'title' | 'id' | 'family'>, filter: Filter): boolean {
  if (filter.family !== 'all' && filter.family !== family) return false;
  const name = `${title} ${id}`.toLowerCase();
  const words = filter.text.toLowerCase().split(/\s+/);
  return words.every((word) => name.includes(word));
}

export interface BoardFilterProps {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  /** How many boards fit. */
  readonly count: number;
}

/** Fewer cards to look at. What is chosen stays chosen, whether it is shown or not. */
export function BoardFilter({ filter, onChange, count }: BoardFilterProps): ReactNode {
  const { t } = useWords();
  return (
    <div className="grid max-w-(--nb-wide) grid-cols-[repeat(auto-fit,minmax(min(16rem,100%),1fr))] gap-x-6 gap-y-2">
      <TextField
        isInLine
        label={t('window.step.board.find')}
        type="search"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
      />
      <Select
        isInLine
        label={t('window.step.board.family')}
        choices={FAMILIES.map((id) => ({ id, text: t(`window.step.board.family.${id}`) }))}
        value={filter.family}
        onChange={(family) => onChange({ ...filter, family: FAMILIES.find((one) => one === family) ?? 'all' })}
      />
      <VisuallyHidden>
        <span role="status">{t('window.step.board.count', { count })}</span>
      </VisuallyHidden>
    </div>
  );
}
