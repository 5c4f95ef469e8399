import type { CSSProperties, ReactNode } from 'react';
import type { FlashTarget } from '../../src/contract/window/flash.ts';
import { classes } from '../ui/classes.ts';
import { useWords } from '../words/use-words.ts';
import { splitUnit } from './flash-times.ts';
import { plotShape, type PlotRun } from './plot-shape.ts';

export interface PlotProps {
  readonly target: Pick<FlashTarget, 'samples' | 'phases' | 'outcome'>;
  readonly elapsedMs: number;
  readonly remainingMs: number | null;
}

/** The drawing is stretched to its box; its lines and its words are not. */
const VIEW = { width: 1000, height: 100 } as const;
const LINES = [0, 0.5, 1];
/** A caption that begins behind this share of the plot would stand out of it. */
const LAST_CAPTION = 0.8;

/** How fast it went over the whole job, with its phases. What it shows is also said in words. */
export function Plot({ target, elapsedMs, remainingMs }: PlotProps): ReactNode {
  const words = useWords();
  const { t, list, rate, locale } = words;
  const { runs, top, endMs, ticksMs } = plotShape(target.samples, elapsedMs, remainingMs);
  const running = target.outcome === null ? target.phases.find(({ state }) => state === 'running')?.phase : undefined;
  const means = runs.map((run) => meanWords(run, words));
  const alt = t('window.write.plot.alt', { phases: list(means) });
  const last = runs.at(-1);
  const now = last?.points.at(-1);
  return (
    <figure role="img" dir="ltr" aria-label={alt} className="mt-4 first:mt-0">
      <figcaption aria-hidden className="mb-2 text-note text-text-2">
        {t('window.write.plot', { unit: splitUnit(rate(top)).unit ?? '' })}
      </figcaption>
      <div aria-hidden className="relative ml-12 h-32 text-note text-text-2 tabular-nums">
        <svg
          viewBox={`0 0 ${VIEW.width} ${VIEW.height}`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          {LINES.map((share) => (
            <path
              key={share}
              d={`M0 ${y(share)}H${VIEW.width}`}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {runs.map((run) => (
            <Run key={`${run.phase} ${run.from}`} run={run} isNow={run === last && run.phase === running} />
          ))}
        </svg>
        {LINES.map((share) => (
          <span
            key={share}
            className="absolute right-full mr-2 -translate-y-1/2"
            style={{ top: `${(1 - share) * 100}%` }}
          >
            {axisNumber(top, share, locale)}
          </span>
        ))}
        {runs.map((run, at) => (
          <span
            key={`${run.phase} ${run.from}`}
            className="absolute top-1 line-clamp-2 min-w-24 rounded-mark bg-surface/80 px-1"
            style={captionPlace(run.from, runs[at + 1]?.from ?? 1)}
          >
            {means[at]}
          </span>
        ))}
        {now && running !== undefined && (
          <span
            className="absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full bg-accent forced-colors:bg-[Highlight]"
            style={{ left: `${now[0] * 100}%`, bottom: `${now[1] * 100}%` }}
          />
        )}
      </div>
      <div aria-hidden className="relative mt-1.5 ml-12 h-4 text-note text-text-2 tabular-nums">
        {ticksMs.map((ms) => (
          <span
            key={ms}
            className="absolute -translate-x-1/2 whitespace-nowrap"
            style={{ left: `${(ms / endMs) * 100}%` }}
          >
            {tick(ms, locale)}
          </span>
        ))}
      </div>
    </figure>
  );
}

function Run({ run: { points, from }, isNow }: { readonly run: PlotRun; readonly isNow: boolean }): ReactNode {
  const line = points.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${x(px)} ${y(py)}`).join('');
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  return (
    <g>
      <path
        d={`M${x(from)} 0V${VIEW.height}`}
        className="stroke-line-strong"
        strokeDasharray="2 3"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`${line}L${x(last[0])} ${VIEW.height}L${x(first[0])} ${VIEW.height}Z`}
        className={isNow ? 'fill-accent-soft' : 'fill-sunken'}
      />
      <path
        d={line}
        fill="none"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className={classes(isNow ? 'stroke-accent' : 'stroke-text-3', 'forced-colors:stroke-[CanvasText]')}
      />
    </g>
  );
}

/** Beside the line of its phase, and not wider than that is long; one that has no room there ends with the plot. */
function captionPlace(from: number, to: number): CSSProperties {
  const maxWidth = `${(to - from) * 100}%`;
  return from > LAST_CAPTION ? { right: 0 } : { left: `${from * 100}%`, maxWidth };
}

function meanWords({ phase, mean }: PlotRun, { t, rate }: Pick<ReturnType<typeof useWords>, 't' | 'rate'>): string {
  return t('window.write.plot.mean', { phase: t(`window.write.phase.${phase}`), rate: rate(mean) });
}

/** In the unit of the top, which the caption names: half of 1 GB/s is 0.5 there. */
function axisNumber(top: number, share: number, locale: string): string {
  const unit = 1000 ** Math.floor(Math.log10(top) / 3);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format((top / unit) * share);
}

function x(share: number): number {
  return share * VIEW.width;
}

function y(share: number): number {
  return (1 - share) * VIEW.height;
}

/** `0:30`, `12:00`: as clocks count. */
function tick(ms: number, locale: string): string {
  const seconds = Math.round(ms / 1000);
  const two = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  const one = new Intl.NumberFormat(locale, { useGrouping: false });
  return `${one.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}
