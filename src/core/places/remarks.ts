import { CROSS_BYTES, NATIVE_BYTES } from '../doctor/room.ts';
import type { BuildEvent } from '../nix/events.ts';
import { machineName, type MachineReport } from './machine.ts';

type Emit = (event: BuildEvent) => void;

/**
 * Adds to what a build tells of itself what only the place knows: on which machine (`elsewhere`, null for this computer)
 * Nix ignores a cache, and that there is room on the machines to build natively, but not to cross-compile.
 */
export function remarking(elsewhere: string | null, machines: readonly MachineReport[], emit: Emit): Emit {
  return (event) => {
    emit(isCacheIgnored(event) ? { ...event, facts: { ...event.facts, place: elsewhere } } : event);
    if (event.type === 'target' && event.how === 'cross') for (const machine of machines) tellRoom(machine, emit);
  };
}

function isCacheIgnored(event: BuildEvent): event is Extract<BuildEvent, { type: 'note' }> {
  return event.type === 'note' && event.code === 'cache-ignored';
}

/** Less than a native build wants was told when the machine was looked at. */
function tellRoom(machine: MachineReport, emit: Emit): void {
  const { store } = machine;
  if (store === null || store.freeBytes < NATIVE_BYTES || store.freeBytes >= CROSS_BYTES) return;
  const facts = { place: machineName(machine), ...store, wantedBytes: CROSS_BYTES };
  emit({ type: 'note', code: 'machine-space-low', facts });
}
