/** Wakes one waiting loop, whoever rings. Rings while nobody waits are kept as one. */
export interface Doorbell {
  readonly ring: () => void;
  /** Resolves at the next ring, or at once when it rang since the last time. */
  readonly heard: () => Promise<void>;
}

export function createDoorbell(): Doorbell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    heard: async () => {
      if (!rung)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      wake = null;
      rung = false;
    },
  };
}
