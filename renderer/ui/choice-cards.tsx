import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { ChoiceCard, type ChoiceCardFace } from './choice-card.tsx';
import { classes } from './classes.ts';
import { hasProblem, Note } from './field.tsx';

export interface CardChoice<Id extends string> extends ChoiceCardFace {
  readonly id: Id;
}

interface CommonProps<Id extends string> {
  /** The group's name for screen readers. */
  readonly label: string;
  readonly choices: readonly CardChoice<Id>[];
  /** `grid`: as many columns as fit, figures above; `list`: one below the other, figures beside. */
  readonly layout?: 'grid' | 'list';
  readonly problem?: ReactNode;
  readonly path?: string;
}

export interface OneOfCardsProps<Id extends string> extends CommonProps<Id> {
  readonly several?: false;
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
}

export interface SeveralOfCardsProps<Id extends string> extends CommonProps<Id> {
  readonly several: true;
  readonly value: readonly Id[];
  readonly onChange: (ids: readonly Id[]) => void;
}

export type ChoiceCardsProps<Id extends string> = OneOfCardsProps<Id> | SeveralOfCardsProps<Id>;

/**
 * Cards to choose one (radio buttons) or several (check boxes) of. Arrows move, space chooses: not in one, since reading
 * what a drive holds must not choose it. A refused card stays in the order of focus, so that its reason can be read.
 */
export function ChoiceCards<Id extends string>(props: ChoiceCardsProps<Id>): ReactNode {
  const { label, choices, layout = 'grid', problem, path } = props;
  const group = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const isChosen = (id: Id): boolean => (props.several === true ? props.value.includes(id) : props.value === id);
  // Tab leads to what can be chosen; arrows lead on to what cannot, and why.
  const entry = choices.find(({ id }) => isChosen(id)) ?? choices.find(({ isRefused }) => !isRefused) ?? choices[0];
  const columns = layout === 'grid' ? 'grid-cols-[repeat(auto-fill,minmax(min(15.5rem,100%),1fr))]' : 'grid-cols-1';
  return (
    <div>
      <div
        ref={group}
        role={props.several === true ? 'group' : 'radiogroup'}
        aria-label={label}
        aria-describedby={hasProblem(problem) ? noteId : undefined}
        data-path={path}
        data-invalid={hasProblem(problem) || undefined}
        tabIndex={-1}
        className={classes('grid gap-3 outline-none', columns)}
        onFocus={(event) => {
          if (event.target === group.current) cardsOf(group.current)[0]?.focus();
        }}
        onKeyDown={(event) => moveFocus(event, cardsOf(group.current))}
      >
        {choices.map((choice) => (
          <ChoiceCard
            key={choice.id}
            {...choice}
            role={props.several === true ? 'checkbox' : 'radio'}
            layout={layout}
            isChosen={isChosen(choice.id)}
            isTabStop={props.several === true || choice.id === entry?.id}
            onChoose={() => choose(props, choice.id)}
          />
        ))}
      </div>
      {hasProblem(problem) && <Note id={noteId} problem={problem} />}
    </div>
  );
}

function choose<Id extends string>(props: ChoiceCardsProps<Id>, id: Id): void {
  if (props.several !== true) return props.onChange(id);
  const rest = props.value.filter((other) => other !== id);
  props.onChange(rest.length === props.value.length ? [...rest, id] : rest);
}

function cardsOf(group: HTMLElement | null): readonly HTMLElement[] {
  return [...(group?.querySelectorAll<HTMLElement>('[role=radio],[role=checkbox]') ?? [])];
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The next card, round about; keys inside a card's own links are theirs. */
function moveFocus(event: KeyboardEvent, cards: readonly HTMLElement[]): void {
  const step = STEPS[event.key];
  const here = cards.findIndex((card) => card === event.target);
  if (step === undefined || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  cards[(here + step + cards.length) % cards.length]?.focus();
}
