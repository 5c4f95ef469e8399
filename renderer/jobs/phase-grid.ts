// Where the parts of a phase stand. With little room, as with very large text, the bar has a line of its own.

/** The list of phases. */
export const PHASES = '@container rounded-panel border border-line bg-surface px-4 py-1.5';

/** One phase: mark, name, bar and value, in this order. */
export const PHASE =
  'grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-1.75 text-small/5 @lg:grid-cols-[1.25rem_minmax(6rem,9rem)_minmax(0,1fr)_minmax(7rem,16rem)]';

export const PHASE_BAR = 'col-span-2 col-start-2 row-start-2 @lg:col-span-1 @lg:col-start-3 @lg:row-start-1';

export const PHASE_VALUE = 'col-start-3 row-start-1 text-end tabular-nums @lg:col-start-4';

/** What it does, below all of that. */
export const PHASE_DOING = 'col-span-2 col-start-2 text-text-2 @lg:col-span-3 @lg:col-start-2';
