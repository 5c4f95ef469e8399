import type { Lack, Place, Said, WizardStep } from './step.ts';

/** How a step stands. */
export type Mark<Key extends string = string> =
  | { readonly type: 'to-come' }
  | { readonly type: 'here'; readonly lacks: readonly Lack<Key>[] }
  | { readonly type: 'done' }
  | { readonly type: 'skipped'; readonly reason: Said<Key> }
  | { readonly type: 'mend'; readonly lacks: readonly Lack<Key>[] };

/** Whether a step can be gone to. */
export type Reach<Key extends string = string> =
  | { readonly type: 'open' }
  /** A step before it is not done. */
  | { readonly type: 'after'; readonly step: string }
  | { readonly type: 'barred'; readonly reason: Said<Key> };

/** A step as the side bar shows it. */
export interface StepView<Key extends string = string> {
  readonly id: string;
  readonly group: string;
  readonly mark: Mark<Key>;
  readonly reach: Reach<Key>;
}

type Steps<Situation, Key extends string> = readonly WizardStep<Situation, Key>[];

/** Every step of the way with its mark, in order. Pure: the answers of later steps are never touched by going back. */
export function viewSteps<Situation, Key extends string>(
  steps: Steps<Situation, Key>,
  situation: Situation,
  place: Place,
): readonly StepView<Key>[] {
  let blockedBy: string | null = null;
  return steps.map((step) => {
    const mark = markOf(step, situation, place);
    const reach = reachOf(step, situation, { mark, blockedBy, wasHere: place.visited.includes(step.id) });
    if (blockedBy === null && !isBehind(mark)) blockedBy = step.id;
    return { id: step.id, group: step.group, mark, reach };
  });
}

/** The step after this one that is not passed over; null at the end, or where this one is no step of the way. */
export function nextStep<Situation, Key extends string>(
  steps: Steps<Situation, Key>,
  situation: Situation,
  here: string,
): string | null {
  const at = steps.findIndex(({ id }) => id === here);
  return at < 0 ? null : (firstNeeded(steps.slice(at + 1), situation)?.id ?? null);
}

/** The step before this one that is not passed over and can be opened; null at the start. */
export function stepBefore<Situation, Key extends string>(
  steps: Steps<Situation, Key>,
  situation: Situation,
  here: string,
): string | null {
  const at = steps.findIndex(({ id }) => id === here);
  const before = steps.slice(0, Math.max(at, 0)).reverse();
  return firstNeeded(before, situation)?.id ?? null;
}

/** The place after going to a step. Nothing that was visited is forgotten. */
export function goTo(place: Place, step: string): Place {
  const left = place.visited.includes(place.step) ? place.visited : [...place.visited, place.step];
  return { step, visited: left.includes(step) ? left : [...left, step] };
}

/** The nearest step to a place that can be opened: for a draft of another version, or a step that has been barred since. */
export function settle<Situation, Key extends string>(
  steps: Steps<Situation, Key>,
  situation: Situation,
  place: Place,
): Place {
  const views = viewSteps(steps, situation, place);
  const at = views.findIndex(({ id }) => id === place.step);
  const here = views[at];
  if (here && canOpen(here)) return place;
  const before = at < 0 ? views : views.slice(0, at);
  const nearest = before.findLast(canOpen) ?? views.find(canOpen) ?? views[0];
  return nearest ? { ...place, step: nearest.id } : place;
}

/** Whether a step can be gone to: reachable, and not passed over. */
export function canOpen({ mark, reach }: StepView): boolean {
  return reach.type === 'open' && mark.type !== 'skipped';
}

function markOf<Situation, Key extends string>(
  step: WizardStep<Situation, Key>,
  situation: Situation,
  place: Place,
): Mark<Key> {
  const reason = step.skip?.(situation) ?? null;
  if (reason) return { type: 'skipped', reason };
  const lacks = step.lacks?.(situation) ?? [];
  if (step.id === place.step) return { type: 'here', lacks };
  if (!place.visited.includes(step.id)) return { type: 'to-come' };
  const toMend = lacks.filter(({ kind }) => kind === 'mend');
  if (toMend.length > 0) return { type: 'mend', lacks: toMend };
  return lacks.length > 0 ? { type: 'to-come' } : { type: 'done' };
}

interface Circumstances<Key extends string> {
  readonly mark: Mark<Key>;
  readonly blockedBy: string | null;
  readonly wasHere: boolean;
}

function reachOf<Situation, Key extends string>(
  step: WizardStep<Situation, Key>,
  situation: Situation,
  { mark, blockedBy, wasHere }: Circumstances<Key>,
): Reach<Key> {
  const reason = step.bars?.(situation) ?? null;
  if (reason) return { type: 'barred', reason };
  if (blockedBy === null || wasHere || mark.type === 'here') return { type: 'open' };
  return { type: 'after', step: blockedBy };
}

/** Whether the steps after this one are open as far as it is concerned. */
function isBehind(mark: Mark): boolean {
  switch (mark.type) {
    case 'done':
    case 'skipped':
      return true;
    case 'here':
      return mark.lacks.length === 0;
    case 'to-come':
    case 'mend':
      return false;
  }
}

function firstNeeded<Situation, Key extends string>(
  steps: Steps<Situation, Key>,
  situation: Situation,
): WizardStep<Situation, Key> | undefined {
  return steps.find((step) => (step.skip?.(situation) ?? null) === null);
}
