import { ACTIVITY } from './activities.ts';
import type { Field } from './line.ts';
import type { NixState } from './state.ts';
import { announce, moveTransfer } from './transfers.ts';

type Counts = [number, number, number, number];

/** The state after an activity has told its numbers: of builds, of paths, or of bytes. Numbers that are none count as 0. */
export function countActivity(state: NixState, id: string, fields: readonly Field[]): NixState {
  const [done, expected, running, failed] = [0, 1, 2, 3].map((index) => countOf(fields[index])) as Counts;
  switch (state.counters.get(id)) {
    case ACTIVITY.builds:
      return { ...state, builds: { done, expected, running, failed } };
    case ACTIVITY.copyPaths:
      return { ...state, fetches: { done, expected } };
    default:
      return { ...state, transfers: moveTransfer(state.transfers, id, done, expected) };
  }
}

/** The state after an activity has said how much of a kind of work is to come. */
export function expectActivity(state: NixState, id: string, [kind, expected]: readonly Field[]): NixState {
  return { ...state, transfers: announce(state.transfers, id, countOf(kind), countOf(expected)) };
}

function countOf(field: Field | undefined): number {
  return typeof field === 'number' && Number.isSafeInteger(field) && field >= 0 ? field : 0;
}
