import { memo, useDeferredValue, useRef, useState, type ReactNode } from 'react';
import { classes } from '../ui/classes.ts';
import { Switch } from '../ui/switch.tsx';
import { useWords } from '../words/use-words.ts';
import { LogLines, type LogLinesHandle } from './log-lines.tsx';
import { LogSearchBox } from './log-search-box.tsx';
import type { LogSource } from './log-source.ts';
import { useLogSearch } from './use-log-search.ts';

export interface LogViewProps {
  /** The same object as long as it is the same log. */
  readonly source: LogSource;
  readonly title: string;
  /** Whether the title is a machine's name: of a derivation. */
  readonly isOfMachine?: boolean;
  /** Lines that the log has by now. */
  readonly total: number;
  /** Whether more lines may come: then its end can be followed, and is at first. */
  readonly isLive?: boolean;
  /** The line to be shown at first. */
  readonly startAt?: number | null;
  /** The line at which it goes wrong. */
  readonly fault?: number | null;
  /** What numbers are counted from: lines that are left out before the first. */
  readonly numberFrom?: number;
  /** What else is above and below it in rem: it takes the rest of the window's height. */
  readonly besideRem?: number;
  /** Whether it is of several derivations. */
  readonly hasDerivations?: boolean;
  /** Buttons: copy, save. */
  readonly actions?: ReactNode;
}

/** A log: its lines, a search, and a switch that follows its end. Scrolling up ends following. */
export const LogView = memo(function LogView(props: LogViewProps): ReactNode {
  const { source, title, total, isLive = false, startAt = null, fault = null, actions } = props;
  const { hasDerivations = false, numberFrom = 0, isOfMachine = false, besideRem = 29 } = props;
  const { t } = useWords();
  const [isFollowing, setFollowing] = useState(isLive && startAt === null);
  const [text, setText] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const lines = useRef<LogLinesHandle>(null);
  const wanted = useDeferredValue(text);
  const search = useLogSearch(source, wanted, total);
  const { hits } = search;
  const [leaveEnd] = useState(() => () => setFollowing(false));

  const step = (by: 1 | -1): void => {
    if (hits.lines.length === 0) return;
    const next = nextHit(hits.lines, current, by, lines.current?.middle() ?? 0);
    setCurrent(next);
    setFollowing(false);
    lines.current?.show(hits.lines[next] ?? 0);
  };
  return (
    <section
      aria-label={title}
      style={{ height: `max(15rem, calc(100vh - ${besideRem}rem))` }}
      className="flex flex-col overflow-hidden rounded-panel border border-line bg-surface"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line py-1.5 ps-3.5 pe-2">
        <h2
          title={title}
          className={classes('min-w-0 flex-[1_1_8rem] truncate text-small', isOfMachine ? 'font-mono' : 'font-label')}
        >
          {title}
        </h2>
        <LogSearchBox
          text={text}
          onChange={(changed) => {
            setText(changed);
            setCurrent(null);
          }}
          count={search.text === text ? hits.count : null}
          current={current}
          onStep={step}
        />
        {isLive && (
          <div className="text-small">
            <Switch isOn={isFollowing} onChange={setFollowing}>
              {t('window.log.follow')}
            </Switch>
          </div>
        )}
        {actions !== undefined && <div className="ms-auto flex gap-2">{actions}</div>}
      </div>
      <LogLines
        {...{ source, total, startAt, fault, hasDerivations, numberFrom, isFollowing }}
        ref={lines}
        label={title}
        onLeaveEnd={leaveEnd}
        search={search.text}
        currentHit={current === null ? null : (hits.lines[current] ?? null)}
      />
    </section>
  );
});

/** The hit to go to: the next one round, at first the one nearest to what one is looking at. */
function nextHit(lines: readonly number[], current: number | null, by: 1 | -1, middle: number): number {
  if (current !== null) return (current + by + lines.length) % lines.length;
  const below = lines.findIndex((line) => line >= middle);
  if (by === 1) return below === -1 ? 0 : below;
  return below <= 0 ? lines.length - 1 : below - 1;
}
