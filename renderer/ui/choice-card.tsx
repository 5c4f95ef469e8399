import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { CheckMark } from './checkbox.tsx';
import { classes } from './classes.ts';
import { RadioMark } from './radio-mark.tsx';

/** What a card shows. */
export interface ChoiceCardFace {
  /** Its name. */
  readonly title: ReactNode;
  /** Quieter words beside the title. */
  readonly detail?: ReactNode;
  /** A drawing or an icon. */
  readonly figure?: ReactNode;
  /** What stands large at the end of a row: a size. */
  readonly aside?: ReactNode;
  /** Everything else; nothing that can be operated. */
  readonly children?: ReactNode;
  /** Cannot be chosen: dashed, still focusable. The reason belongs into `children`. */
  readonly isRefused?: boolean;
  /** A way out to press, below the card's words: "Allow large drives…". */
  readonly action?: ReactNode;
}

export interface ChoiceCardProps extends ChoiceCardFace {
  readonly role: 'radio' | 'checkbox';
  readonly layout: 'grid' | 'list';
  readonly isChosen: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: () => void;
}

const LOOKS = {
  chosen: 'border-accent bg-accent-soft ring ring-accent forced-colors:-m-px forced-colors:border-2',
  open: 'border-line bg-surface hover:border-line-strong active:bg-accent-soft',
  refused: 'border-dashed border-line-strong',
} as const;

/** One card of `ChoiceCards`. The whole card is what one clicks, but for its own way out. */
export function ChoiceCard(props: ChoiceCardProps): ReactNode {
  const { title, detail, figure, aside, children, isRefused = false, action, layout, isChosen, role } = props;
  const id = useId();
  const isRow = layout === 'list';
  const mark =
    role === 'radio' ? (
      <RadioMark isChosen={isChosen} isRefused={isRefused} />
    ) : (
      <CardCheckMark isChosen={isChosen} isRefused={isRefused} />
    );
  return (
    <div
      className={classes(
        'relative flex flex-col rounded-panel border',
        LOOKS[isRefused ? 'refused' : isChosen ? 'chosen' : 'open'],
      )}
    >
      <div
        role={role}
        aria-checked={isChosen}
        aria-disabled={isRefused || undefined}
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}more`}
        tabIndex={props.isTabStop ? 0 : -1}
        className={classes(
          // Off the card's own line, and off the second one of a chosen card.
          'flex flex-1 rounded-panel outline-offset-4',
          isRow ? 'gap-3.5 p-4 pe-5' : 'flex-col p-3.5',
          action !== undefined && 'pb-2',
        )}
        onClick={() => {
          if (!isRefused) props.onChoose();
        }}
        onKeyDown={(event) => {
          if (!isSpace(event)) return;
          event.preventDefault();
          if (!isRefused) props.onChoose();
        }}
      >
        {isRow ? mark : <span className="absolute end-3 top-3 flex">{mark}</span>}
        {figure !== undefined && (
          <span
            className={classes(
              isRow ? 'flex w-5.5 flex-none justify-center text-text-2' : 'mb-2.5',
              isRefused && 'text-text-3',
            )}
          >
            {figure}
          </span>
        )}
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span id={`${id}title`} className={classes('font-head', isRefused && 'text-text-3')}>
              {title}
            </span>
            {detail !== undefined && (
              <span className={classes('text-small', isRefused ? 'text-text-3' : 'text-text-2')}>{detail}</span>
            )}
          </span>
          <span id={`${id}more`} className="mt-0.5 block text-small text-text-2">
            {children}
          </span>
        </span>
        {aside !== undefined && <span className={classes('flex-none', isRefused && 'text-text-3')}>{aside}</span>}
      </div>
      {action !== undefined && (
        <div className={classes('pb-3.5 text-small', isRow ? (figure === undefined ? 'ps-12' : 'ps-21') : 'ps-3.5')}>
          {action}
        </div>
      )}
    </div>
  );
}

function CardCheckMark({
  isChosen,
  isRefused,
}: {
  readonly isChosen: boolean;
  readonly isRefused: boolean;
}): ReactNode {
  if (isRefused)
    return <span className="size-4 flex-none rounded-mark border-[1.5px] border-dashed border-line-strong" />;
  return <CheckMark isChosen={isChosen} />;
}

function isSpace({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key === ' ' && !altKey && !ctrlKey && !metaKey;
}
