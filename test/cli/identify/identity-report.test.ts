import { describe, expect, test } from 'vitest';
import { identityReport } from '../../../src/cli/identify/identity-report.ts';
import { localTime } from '../../../src/cli/render/format.ts';
import { createStyle } from '../../../src/cli/render/style.ts';
import type { CardIdentity } from '../../../src/core/identify/card-identity.ts';

const PLAIN = createStyle(false);
const WRITTEN = '2026-11-23T03:07:00.000Z';
const BUILT = '2026-11-22T20:00:00.000Z';

const card: Extract<CardIdentity, { kind: 'nixberry' }> = {
  kind: 'nixberry',
  image: {
    ...{ format: 1, host: 'barn', board: 'pi4', nixos: '26.05.20260901.abcdef1' },
    seed: { format: 1, user: 'ada', password: true, wifi: null, tailscale: false },
  },
  card: {
    ...{ format: 1, writtenBy: 'nixberry 0.1.0', writtenAt: WRITTEN, job: 'job', image: 'pi.img', builtAt: BUILT },
    ...{ revision: `${'ab'.repeat(20)}-dirty`, hostName: null, seed: null },
  },
  seed: { state: 'waiting', id: '0123456789abcdef' },
};

function report(identity: CardIdentity): string {
  return identityReport('/dev/sdb', identity, PLAIN, 80);
}

describe('a card', () => {
  test('of ours is shown with where it comes from and what becomes of its seed', () => {
    expect(report(card)).toBe(
      `
/dev/sdb is the card of barn.
  NixOS    26.05.20260901.abcdef1
  board    pi4
  project  ${'ab'.repeat(20)}, and changed since
  built    ${localTime(BUILT)}
  image    pi.img
  written  ${localTime(WRITTEN)} by nixberry 0.1.0
  seed     0123456789abcdef, waits for the Pi to start`.trim(),
    );
  });

  test.each([
    [{ state: 'used', id: '0123456789abcdef' }, '0123456789abcdef, taken by the Pi'],
    [{ state: 'used', id: null }, 'one, taken by the Pi'],
    [{ state: 'none', id: null }, 'none'],
  ] as const)('says of a seed that is %o: %s', (seed, words) => {
    expect(report({ ...card, seed })).toMatch(new RegExp(`\\n  seed     ${words}$`));
  });

  test.each([
    [{ id: null, reason: 'cut' }, 'one, which the Pi does not take: it is not whole'],
    [{ id: null, reason: 'unreadable' }, 'one, which the Pi does not take: it cannot be read there'],
    [{ id: '0123456789abcdef', reason: 'no-replace' }, '0123456789abcdef, which .* was made without --replace'],
  ] as const)('says of a seed that is not taken, %o: %s', (seed, words) => {
    const text = report({ ...card, seed: { state: 'not-taken', ...seed } });
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(` seed ${words}$`));
  });

  test('of an image that serves many is that of the name which its seed gives', () => {
    const named = (hostName: string) => report({ ...card, card: card.card && { ...card.card, hostName } });
    expect(named('shed')).toMatch(/^\/dev\/sdb is the card of shed, made from the image of barn\.\n/);
    expect(named('barn')).toMatch(/^\/dev\/sdb is the card of barn\.\n/);
  });

  test('that another program has written says what is known', () => {
    const text = report({ ...card, card: null });
    expect(text).toContain('written  by another program, or without a note of it');
    expect(text).toContain('project  not known');
    expect(text).not.toContain('image ');
  });

  test('whose writing was cut short says so', () => {
    expect(report({ kind: 'unfinished', startedAt: WRITTEN, job: 'x' })).toContain(
      `begun on ${localTime(WRITTEN)}, has`,
    );
    expect(report({ kind: 'unfinished', startedAt: null, job: null })).toContain('Nixberry has not come to its end');
  });

  test('that is something else says what, and its labels', () => {
    expect(report({ kind: 'other', what: 'empty', label: null })).toBe('There is nothing on /dev/sdb.');
    expect(report({ kind: 'other', what: 'no-module', label: 'bootfs' })).toMatch(/\nLabel: bootfs$/);
  });

  test('cannot drive the terminal by what stands on it', () => {
    const image = { ...card.image, host: 'a\u001b[2J', nixos: '\u001b]0;x\u0007', board: '\u202e' };
    expect(report({ ...card, image })).not.toMatch(/\u001b|\u202e|\u0007/);
  });
});
