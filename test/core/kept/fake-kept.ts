import type { FlakeFacts, KeptPort, KeptState } from '../../../src/core/kept/ports.ts';
import { byAge, type KeptImage } from '../../../src/core/kept/record.ts';
import type { Roots } from '../../../src/core/places/place.ts';
import { anId } from './a-kept-image.ts';

export interface FakeKept extends KeptPort {
  readonly images: Map<string, KeptImage>;
}

/** Kept images in memory. `states` by id; `here` where none is given. */
export function fakeKept(
  images: readonly KeptImage[] = [],
  options: { readonly facts?: FlakeFacts | null; readonly states?: Readonly<Record<string, KeptState>> } = {},
): FakeKept {
  const records = new Map(images.map((image) => [image.id, image]));
  let ids = 0x100;
  let isHeld = false;
  return {
    folder: '/home/ada/.local/share/nixberry/images',
    images: records,
    list: () => Promise.resolve({ images: [...records.values()].sort(byAge), skipped: [] }),
    exclusive: (work) => {
      // As with the real one, this is not to be nested.
      if (isHeld) throw new Error('it waits for itself');
      isHeld = true;
      return work().finally(() => (isHeld = false));
    },
    read: (id) => Promise.resolve(records.get(id) ?? null),
    newId: () => Promise.resolve(anId((ids += 1))),
    write: (image) => Promise.resolve(void records.set(image.id, image)),
    remove: ({ id, file }) => {
      records.delete(id);
      return Promise.resolve(file === null ? 0 : 4096);
    },
    sweep: () => Promise.resolve({ files: [], freedBytes: 0 }),
    look: ({ id }) => Promise.resolve(options.states?.[id] ?? 'here'),
    localFlake: () => Promise.resolve(options.facts ?? null),
  };
}

/** Roots in memory, by name. */
export function fakeRoots(failing: readonly string[] = []): Roots & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  const check = (name: string): void => {
    if (failing.includes(name)) throw new Error(`${name} cannot be touched`);
  };
  return {
    held,
    keep: async (name, path) => {
      await Promise.resolve();
      check(name);
      held.set(name, path);
    },
    unkeep: async (names) => {
      await Promise.resolve();
      for (const name of names) {
        check(name);
        held.delete(name);
      }
    },
  };
}
