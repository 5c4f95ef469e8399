import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallInput } from '../../../src/contract/api.ts';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import type { Drive } from '../../../src/core/drives/drive.ts';
import { IMAGE } from '../../support/flash-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { cardWorld, eventually, type CardWorld, type CardWorldOptions } from './card-world.ts';

const ORDER = { onlyChanged: false } as const;

export interface ReadyWorld extends CardWorld {
  /** The chosen drives. */
  readonly ids: readonly string[];
  readonly order: CallInput<'flash.start'>;
  readonly start: () => Promise<void>;
  /** Nobody looks at the drives any more. */
  readonly release: () => void;
}

/** A world with these drives, of which the first ones are chosen, and an image. */
export async function ready(
  drives: readonly Drive[],
  options: Partial<CardWorldOptions> = {},
  chosen = 1,
): Promise<ReadyWorld> {
  const folder = await tempFolder();
  const file = path.join(folder, 'pi.img');
  await writeFile(file, IMAGE);
  const world = cardWorld({ folder, severalCards: true, ...options });
  const { id: image } = await world.images.openPath(file);
  world.plug(...drives);
  const release = world.list.hold();
  await eventually(() => world.drives().drives.length === drives.length);
  const ids = world
    .drives()
    .drives.slice(0, chosen)
    .map(({ id }) => id);
  world.list.choose(ids);
  const order = { image, targets: [...ids], ...ORDER };
  return { ...world, ids, order, release, start: () => world.flash.start(order) };
}

/** The question is shown. */
export const isAsking = (topic: FlashTopic | null): boolean => topic?.state === 'asking';
/** There is nothing to come any more. */
export const hasEnded = (topic: FlashTopic | null): boolean =>
  topic === null || ['done', 'failed', 'cancelled'].includes(topic.state);

/** Answers the job that was told of last. */
export function answer(world: CardWorld, yes: boolean, typed: (string | null)[] = []): void {
  world.flash.answer({ id: world.told.at(-1)?.id ?? '', yes, typed });
}
