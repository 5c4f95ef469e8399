import { expect, it } from 'vitest';
import { cardSummary, cardSummarySchema } from '../../../src/core/identify/card-summary.ts';
import type { CardIdentity } from '../../../src/core/identify/card-identity.ts';

type NixberryCard = Extract<CardIdentity, { kind: 'nixberry' }>;

const IMAGE: NixberryCard['image'] = {
  ...{ format: 1, host: 'greenhouse', board: 'pi4', nixos: '26.05.20260901.abcdef1' },
  seed: { format: 1, user: 'ada', password: true, wifi: null, tailscale: false },
};
const RECORD: NonNullable<NixberryCard['card']> = {
  ...{ format: 1, writtenBy: 'nixberry 0.1.0', writtenAt: '2026-11-03T14:32:00.000Z', job: 'job' },
  ...{ image: 'greenhouse.img', builtAt: null, revision: null, hostName: null, seed: null },
};
const card = (change: Partial<NixberryCard> = {}): NixberryCard => ({
  ...{ kind: 'nixberry', image: IMAGE, card: RECORD, seed: { state: 'none', id: null } },
  ...change,
});

it('says whose card it is, which NixOS, and when it was written', () => {
  const writtenAt = '2026-11-03T14:32:00.000Z';
  expect(cardSummary(card())).toEqual({ kind: 'nixberry', host: 'greenhouse', nixos: '26.05', writtenAt });
  expect(cardSummary(card({ card: null }))).toMatchObject({ host: 'greenhouse', writtenAt: null });
});

it('calls it by the name that the seed gave it: one image may be on many cards', () => {
  expect(cardSummary(card({ card: { ...RECORD, hostName: 'shed' } }))).toMatchObject({ host: 'shed' });
});

it.each([
  ['a name that turns words around', 'green\u202Ehouse', 'green\uFFFDhouse'],
  ['a name for a terminal', 'a\u001B[2Jb', 'a\uFFFD[2Jb'],
  ['a name without an end', 'x'.repeat(10_000), 'x'.repeat(64)],
  ['a character that the cut would halve', `${'x'.repeat(63)}\u{1F347}`, 'x'.repeat(63)],
])('shows %s as what it is', (_, host, shown) => {
  const summary = cardSummary(card({ image: { ...IMAGE, host, nixos: host } }));
  expect(summary).toMatchObject({ host: shown, nixos: shown });
  expect(cardSummarySchema.parse(summary)).toEqual(summary);
});

it('has no time of a marker that names none that there is', () => {
  const startedAt = '2026-99-99T14:32:00.000Z';
  expect(cardSummary({ kind: 'unfinished', startedAt, job: null })).toEqual({ kind: 'unfinished', startedAt: null });
});

it('says what another card is, without its label: that the system knows, too', () => {
  expect(cardSummary({ kind: 'other', what: 'empty', label: null })).toEqual({ kind: 'other', what: 'empty' });
});
