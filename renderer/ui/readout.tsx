import type { ReactNode } from 'react';

export interface ReadoutProps {
  readonly label: string;
  /** The number that matters now, or a word. */
  readonly value: string;
  readonly unit?: string;
  /** One line below: why, of how much. */
  readonly note?: ReactNode;
  /** `word`: not a number, in section size. */
  readonly kind?: 'number' | 'word';
}

/** An instrument: label, large value, unit. */
export function Readout({ label, value, unit, note, kind = 'number' }: ReadoutProps): ReactNode {
  const size = kind === 'number' ? 'text-readout font-label' : 'text-section';
  return (
    <div className="min-w-0">
      <div className="text-small text-text-2">{label}</div>
      <div className={`${size} tabular-nums`}>
        {value}
        {unit !== undefined && <span className="ms-1 text-section font-text text-text-2">{unit}</span>}
      </div>
      {note !== undefined && <div className="text-small text-text-2">{note}</div>}
    </div>
  );
}
