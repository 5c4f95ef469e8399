import type { KnownDrivesPort } from '../../src/core/ports.ts';

export interface DrivesInMemory extends KnownDrivesPort {
  /** The drives that are known now, by their paths. */
  readonly devices: ReadonlySet<string>;
}

/** A memory of drives that lasts as long as the test; it knows those at these paths from the start. */
export function drivesInMemory(...known: readonly string[]): DrivesInMemory {
  const devices = new Set(known);
  return {
    devices,
    isKnown: ({ device }) => Promise.resolve(devices.has(device)),
    remember: ({ device }) => {
      devices.add(device);
      return Promise.resolve();
    },
    forget: ({ device }) => {
      devices.delete(device);
      return Promise.resolve();
    },
  };
}
