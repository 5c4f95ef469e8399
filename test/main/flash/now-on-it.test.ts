import { expect, test } from 'vitest';
import type { CardSummary } from '../../../src/core/identify/card-summary.ts';
import type { ContentReader } from '../../../src/main/drives/read-contents.ts';
import { stick } from '../../support/flash-world.ts';
import { eventually } from './card-world.ts';
import { answer, hasEnded, isAsking, ready } from './ready-world.ts';

const SDX = stick('/dev/sdx', { model: 'Stick X' });
const GREENHOUSE: CardSummary = { kind: 'nixberry', host: 'greenhouse', nixos: '26.05', writtenAt: null };

test('the question says whose card it is; once it is agreed to, nobody says so any more', async () => {
  const cards: CardSummary[] = [GREENHOUSE];
  const reader: ContentReader = {
    usedBytes: () => Promise.resolve(new Map()),
    cardUnasked: () => Promise.resolve(cards.pop() ?? null),
    cardAsked: () => new Promise(() => undefined),
  };
  const world = await ready([SDX], { reader });
  const card = () => world.drives().drives[0]?.content.card;
  await eventually(() => card() !== null);
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions[0]?.drive?.content.card).toEqual(GREENHOUSE);
  answer(world, true);
  const begun = await world.until((topic) => topic?.begun === true);
  expect(begun?.targets[0]?.drive?.content.card).toBeNull();
  await world.until(hasEnded);
  expect(card()).toBeNull();
});

test('a look that waits for a password is given up for the writing', async () => {
  let signal: AbortSignal | null = null;
  const reader: ContentReader = {
    usedBytes: () => Promise.resolve(new Map()),
    cardUnasked: () => Promise.resolve(null),
    cardAsked: (_drive, given) => {
      signal = given;
      return new Promise(() => undefined);
    },
  };
  const world = await ready([SDX], { reader });
  await eventually(() => world.drives().drives[0]?.look.state === 'can');
  world.list.look(world.ids[0] ?? '');
  await eventually(() => signal !== null);
  await world.start();
  expect(signal).toMatchObject({ aborted: true });
});
