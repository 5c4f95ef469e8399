import type { Drive } from '../../../src/core/drives/drive.ts';
import type { CardSummary } from '../../../src/core/identify/card-summary.ts';
import type { ContentReader } from '../../../src/main/drives/read-contents.ts';
import { stick } from '../../support/flash-world.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { cardWorld, eventually, type CardWorld } from '../flash/card-world.ts';

export const GREENHOUSE: CardSummary = {
  ...{ kind: 'nixberry', host: 'greenhouse', nixos: '26.05' },
  writtenAt: '2026-11-03T14:32:00.000Z',
};
export const EMPTY: CardSummary = { kind: 'other', what: 'empty' };
export const A = stick('/dev/sda', { model: 'A' });
export const B = stick('/dev/sdb', { model: 'B' });
/** A reader that notes what it is asked, with answers that a test gives. */
export function noting(answers: Partial<ContentReader> = {}) {
  const unasked: string[] = [];
  const asked: string[] = [];
  const reader: ContentReader = {
    writtenSectors: answers.writtenSectors ?? (() => 0),
    usedBytes: answers.usedBytes ?? (() => Promise.resolve(new Map())),
    cardUnasked: (drive, signal) => {
      unasked.push(drive.model);
      return answers.cardUnasked?.(drive, signal) ?? Promise.resolve(null);
    },
    cardAsked: (drive, signal, onStart) => {
      asked.push(drive.model);
      return answers.cardAsked?.(drive, signal, onStart) ?? Promise.resolve(GREENHOUSE);
    },
  };
  return { reader, unasked, asked };
}

/** A window that shows these drives. */
export async function watching(reader: ContentReader, ...drives: readonly Drive[]): Promise<CardWorld> {
  const world = cardWorld({ folder: await tempFolder(), reader, severalCards: true });
  world.plug(...drives);
  world.list.watch(true);
  await eventually(() => world.drives().state === 'ok');
  return world;
}

export const shown = (world: CardWorld, name: string) => {
  const found = world.drives().drives.find((drive) => drive.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
};
export const cardOf = (world: CardWorld, name: string) => shown(world, name).content.card;
export const lookOf = (world: CardWorld, name: string) => shown(world, name).look;
