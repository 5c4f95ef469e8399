import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ratioOf, themesOf } from './tokens.ts';

const THEMES = themesOf(readFileSync('renderer/styles/tokens.css', 'utf8'));

const TEXT = 4.5;
/** Marks, rings, bars and the lines of what can be operated. */
const MARK = 3;

/** Every pair that is drawn, the words or the mark first, and the ratio that it must have at least. */
const PAIRS: readonly (readonly [ink: string, grounds: string, least: number])[] = [
  ['text', 'canvas surface sunken raised hover accent-soft info-soft ok-soft warn-soft danger-soft', TEXT],
  ['text-2', 'canvas surface sunken raised hover accent-soft', TEXT],
  ['text-3', 'canvas surface sunken hover accent-soft', TEXT],
  ['accent-text', 'canvas surface sunken accent-soft', TEXT],
  ['on-accent', 'accent accent-hover accent-pressed', TEXT],
  ['on-danger', 'danger danger-hover danger-pressed', TEXT],
  ['ok-text', 'canvas surface sunken ok-soft accent-soft', TEXT],
  ['warn-text', 'canvas surface sunken warn-soft accent-soft', TEXT],
  ['danger-text', 'canvas surface sunken raised danger-soft', TEXT],
  ['info-text', 'canvas surface sunken info-soft', TEXT],
  ['line-strong', 'canvas surface sunken', MARK],
  ['focus', 'canvas surface sunken raised', MARK],
  ['accent', 'surface track', MARK],
  ['ok', 'surface track', MARK],
  ['danger-text', 'track', MARK],
];

describe.each(Object.entries(THEMES))('%s', (_, theme) => {
  test.each(PAIRS)('%s can be seen on %s', (ink, grounds, least) => {
    const weak = grounds
      .split(' ')
      .map((ground) => [ground, ratioOf(theme, ink, ground)] as const)
      .filter(([, ratio]) => ratio < least);
    expect(weak).toEqual([]);
  });
});

test.each([
  ['light', 'text', 'canvas', 15.9],
  ['dark', 'accent-text', 'accent-soft', 7.4],
  ['contrast', 'on-danger', 'danger-pressed', 8],
] as const)('in %s, %s on %s has the ratio that the design page gives', (theme, ink, ground, ratio) => {
  expect(ratioOf(THEMES[theme], ink, ground)).toBeCloseTo(ratio, 1);
});

test('high contrast is the same, whether the system or the person asks for it', () => {
  expect(THEMES['contrast by the system']).toEqual(THEMES.contrast);
});

test('nothing but the tokens names a colour', () => {
  const sources = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(tsx?|css)$/.test(name),
  );
  const raw = sources
    .filter((name) => !name.endsWith('tokens.css'))
    .filter((name) => /#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(|\boklch\(/i.test(readFileSync(`renderer/${name}`, 'utf8')));
  expect(raw).toEqual([]);
});
