import { CircleX, TriangleAlert } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { LineKind, LogLine } from '../../src/contract/window/build.ts';
import { sanitizeForDisplay } from '../../src/core/drives/display.ts';
import { findText } from '../../src/core/jobs/find-text.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

export interface LogRowProps {
  readonly number: number;
  /** What its number is counted from: lines that are left out before the first. */
  readonly numberFrom: number;
  readonly line: LogLine | null | undefined;
  /** Whether to say which derivation it is of: it is another one than that of the line above, or the first in sight. */
  readonly namesDerivation: boolean;
  /** Whether the log is of several derivations, and has a column for them. */
  readonly hasDerivations: boolean;
  /** The line at which it goes wrong. */
  readonly isFault: boolean;
  /** What is searched for; empty for nothing. */
  readonly search: string;
  /** Whether the hit that one is at is in it. */
  readonly isCurrentHit: boolean;
}

const KINDS: Readonly<Record<LineKind, string>> = {
  log: '',
  error: 'text-danger-text',
  warning: 'text-warn-text',
  info: 'text-text-2',
};

/** A line of a log: number, margin, text. It is drawn once, and again only when something of it changes. */
export const LogRow = memo(function LogRow(props: LogRowProps): ReactNode {
  const { number, numberFrom, line, namesDerivation, hasDerivations, isFault, search, isCurrentHit } = props;
  return (
    <div
      data-line={number}
      className={classes('flex h-5 items-center whitespace-pre pe-3', isFault && 'bg-danger-soft')}
    >
      <span className="w-16 flex-none pe-1.5 text-end text-text-3 tabular-nums select-none">
        {numberFrom + number + 1}
      </span>
      <span className="grid w-5 flex-none place-items-center">
        <Margin kind={line?.kind ?? 'log'} isFault={isFault} />
      </span>
      {hasDerivations && (
        <span className="me-3 w-44 flex-none truncate text-text-3 select-none">
          {namesDerivation && line?.derivation}
        </span>
      )}
      <span className={classes('[tab-size:8]', line && KINDS[line.kind])}>
        {line && <Marked text={shownText(line.text)} search={search} isCurrent={isCurrentHit} />}
      </span>
    </div>
  );
});

function Margin({ kind, isFault }: { readonly kind: LineKind; readonly isFault: boolean }): ReactNode {
  const { t } = useWords();
  if (isFault || kind === 'error')
    return <Icon of={CircleX} size="small" label={t('window.log.error')} className="text-danger-text" />;
  if (kind === 'warning')
    return <Icon of={TriangleAlert} size="small" label={t('window.log.warning')} className="text-warn-text" />;
  return null;
}

interface MarkedProps {
  readonly text: string;
  readonly search: string;
  readonly isCurrent: boolean;
}

/** Hits in amber, the one that one is at in accent. */
function Marked({ text, search, isCurrent }: MarkedProps): ReactNode {
  const ranges = findText(search).ranges(text);
  if (ranges.length === 0) return text;
  const look = isCurrent ? 'bg-accent text-on-accent' : 'bg-warn-soft text-warn-text';
  return ranges.map(({ start, end }, index) => (
    <span key={start}>
      {text.slice(ranges[index - 1]?.end ?? 0, start)}
      <mark className={classes('rounded-mark', look)}>{text.slice(start, end)}</mark>
      {index === ranges.length - 1 && text.slice(end)}
    </span>
  ));
}

/** Tabs stay what they are; everything else that could play tricks on a reader is shown as what it is. */
function shownText(text: string): string {
  return text.split('\t').map(sanitizeForDisplay).join('\t');
}
