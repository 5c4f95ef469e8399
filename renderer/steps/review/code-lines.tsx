import { memo, useEffect, useRef, type ReactNode } from 'react';
import type { PreviewFile } from '../../../src/contract/window/projects.ts';
import { classes } from '../../ui/classes.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { useWords } from '../../words/use-words.ts';

type Line = PreviewFile['lines'][number];

const SIGNS: Readonly<Record<Line['mark'], string>> = { same: '', added: '+', removed: '-' };

export interface CodeLinesProps {
  readonly label: string;
  readonly file: PreviewFile;
}

/** A file, with a sign and a ground for what is added or removed. A new file is shown plainly: all of it is new. */
export const CodeLines = memo(function CodeLines({ label, file }: CodeLinesProps): ReactNode {
  const isNew = file.state === 'new';
  const lines = numbered(file.lines);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => showFirstChange(region.current), [file]);
  return (
    <div
      ref={region}
      role="region"
      dir="ltr"
      aria-label={label}
      // Who has no mouse scrolls it with the keys.
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto py-1 font-mono text-[0.75rem]/[1.125rem] tabular-nums"
    >
      <div className="w-max min-w-full">
        {lines.map(({ mark, ...line }, at) => (
          <CodeLine key={at} {...line} mark={isNew ? 'same' : mark} />
        ))}
      </div>
    </div>
  );
});

interface CodeLineProps extends Line {
  /** Null for a line that is not there any more. */
  readonly number: number | null;
}

/** Some lines above it, so that it is seen where it stands. */
const ABOVE_PX = 72;

/** Only inside of the file: the page stays where it is. */
function showFirstChange(region: HTMLElement | null): void {
  const first = region?.querySelector<HTMLElement>('[data-changed]');
  if (region && first) region.scrollTop = first.offsetTop - region.offsetTop - ABOVE_PX;
}

/** The lines with their numbers in the file as it will be. */
function numbered(lines: readonly Line[]): readonly CodeLineProps[] {
  let last = 0;
  return lines.map((line) => {
    const isGone = line.mark === 'removed';
    if (!isGone) last += 1;
    return { ...line, number: isGone ? null : last };
  });
}

function CodeLine({ text, mark, number }: CodeLineProps): ReactNode {
  const { t } = useWords();
  return (
    <div
      data-changed={mark === 'same' ? undefined : ''}
      className={classes(
        'flex pe-3 whitespace-pre',
        mark === 'added' && 'bg-ok-soft',
        mark === 'removed' && 'bg-danger-soft',
      )}
    >
      <span aria-hidden className="w-10 flex-none pe-2.5 text-end text-text-3 select-none">
        {number}
      </span>
      <span
        aria-hidden
        className={classes('w-4 flex-none select-none', mark === 'added' ? 'text-ok-text' : 'text-danger-text')}
      >
        {SIGNS[mark]}
      </span>
      {mark !== 'same' && <VisuallyHidden>{t(`window.review.line.${mark}`)} </VisuallyHidden>}
      <span>{text}</span>
    </div>
  );
}
