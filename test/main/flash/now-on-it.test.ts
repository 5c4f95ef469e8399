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
    writtenSectors: () => 0,
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
    writtenSectors: () => 0,
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

/** Always the card that lies there now, and how much was written to it. */
function rewritable(first: CardSummary) {
  const now = { card: first, sectors: 10 };
  const reader: ContentReader = {
    writtenSectors: () => now.sectors,
    usedBytes: () => Promise.resolve(new Map()),
    cardUnasked: () => Promise.resolve(now.card),
    cardAsked: () => new Promise(() => undefined),
  };
  return { now, reader };
}

test('the question does not name whose card it was before another program wrote to it', async () => {
  const { now, reader } = rewritable(GREENHOUSE);
  const world = await ready([SDX], { reader });
  await eventually(() => world.drives().drives[0]?.content.card !== null);
  Object.assign(now, { card: { ...GREENHOUSE, host: 'kitchen' }, sectors: 11 });
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions[0]?.drive?.content.card ?? null).toBeNull();
});

test('a yes to a card that was written to under the question is no yes', async () => {
  const { now, reader } = rewritable(GREENHOUSE);
  const world = await ready([SDX], { reader });
  await eventually(() => world.drives().drives[0]?.content.card !== null);
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions[0]?.drive?.content.card).toEqual(GREENHOUSE);
  Object.assign(now, { sectors: 11 });
  answer(world, true);
  expect(await world.until(hasEnded)).toMatchObject({
    state: 'failed',
    error: { code: 'drive-changed' },
    begun: false,
  });
});

test('the question forgets what could have been changed unseen before it is made', async () => {
  const { reader } = rewritable(GREENHOUSE);
  const unnumbered = { ...SDX, diskseq: null };
  const world = await ready([unnumbered], { reader });
  await eventually(() => world.drives().drives[0]?.content.card !== null);
  world.release();
  await world.start();
  const asked = await world.until(isAsking);
  expect(asked?.questions[0]?.drive?.content.card ?? null).toBeNull();
});

test('no look begins once it is asked whether to write', async () => {
  const { reader } = rewritable(GREENHOUSE);
  const world = await ready([SDX], { reader: { ...reader, cardUnasked: () => Promise.resolve(null) } });
  await eventually(() => world.drives().drives[0]?.look.state === 'can');
  await world.start();
  await world.until(isAsking);
  expect(() => world.list.look(world.ids[0] ?? '')).toThrow(/offer-gone/);
});
