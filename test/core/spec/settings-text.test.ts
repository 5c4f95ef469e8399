import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import type { Settings } from '../../../src/core/spec/settings.ts';
import { formatSettings, parseSettingsText } from '../../../src/core/spec/settings-text.ts';
import { KEYS, someAnswers, someSettings } from './some-answers.ts';

const { ed25519, rsa2048, nistp256 } = KEYS;
const flag = fc.boolean();
const text = fc.string({ unit: 'grapheme', maxLength: 20 });

/** Answers most of which are accepted, with texts of any alphabet. */
const answers = fc.record(
  {
    board: fc.constantFrom('zero2w', 'pi3', 'pi4', 'pi5', 'cm4'),
    hostName: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/),
    user: fc.record(
      {
        name: fc.stringMatching(/^u[a-z0-9_-]{0,10}$/),
        sshKeys: fc.uniqueArray(fc.constantFrom(ed25519, rsa2048, nistp256), { minLength: 1 }),
        fullName: text,
        password: fc.constantFrom('none', 'seed'),
      },
      { requiredKeys: ['name', 'sshKeys'] },
    ),
    release: fc.constantFrom('26.05', 'unstable'),
    kernel: fc.constantFrom('mainline', 'vendor'),
    ssh: fc.record({ enable: flag, passwordLogin: flag }, { requiredKeys: [] }),
    wifi: fc.record({
      country: fc.constant('GB'),
      backend: fc.constantFrom('wpa_supplicant', 'networkmanager'),
      networks: fc.uniqueArray(fc.record({ ssid: text, hidden: flag }, { requiredKeys: ['ssid'] }), {
        selector: ({ ssid }) => ssid,
        maxLength: 3,
      }),
    }),
    ethernet: fc.oneof(
      fc.constant({ method: 'dhcp' }),
      fc.record({ method: fc.constant('static'), address: fc.constant('10.0.0.2/8') }),
    ),
    configTxt: fc.array(fc.stringMatching(/^[!-~]{1,20}$/), { maxLength: 3 }),
    packages: fc.uniqueArray(fc.constantFrom('htop', 'git', 'python3Packages.gpiozero')),
    zram: flag,
  },
  { requiredKeys: ['board', 'hostName', 'user'] },
);

/** Of the answers those that make settings. */
const settings = answers.map(completeSettings).filter((completed) => completed.type === 'complete');

/** The same, with the fields of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, reversed(field)]),
  );
}

describe('the text of settings', () => {
  test('is read back as what it was', () => {
    fc.assert(
      fc.property(settings, ({ settings: given, warnings }) => {
        expect(parseSettingsText(formatSettings(given))).toEqual({ type: 'complete', settings: given, warnings });
      }),
    );
  });

  test('does not depend on the order of the fields', () => {
    fc.assert(
      fc.property(settings, ({ settings: given }) => {
        expect(formatSettings(reversed(given) as Settings)).toBe(formatSettings(given));
      }),
    );
  });

  test('has two spaces, every field in order, and a newline at its end', () => {
    const lines = formatSettings(someSettings()).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      ...['{', '  "$schema": "../../settings.schema.json",', '  "format": 1,', '  "board": "pi4",'],
    ]);
    expect(lines.slice(-2)).toEqual(['}', '']);
  });
});

test('complete settings stay as they are', () => {
  fc.assert(
    fc.property(settings, ({ settings: given, warnings }) => {
      expect(completeSettings(given)).toEqual({ type: 'complete', settings: given, warnings });
    }),
  );
});

test('no text and no value makes the readers throw', () => {
  const near = fc.tuple(answers, fc.anything(), fc.nat()).map(([whole, odd, at]) => {
    const names = Object.keys(whole);
    return { ...whole, [names[at % names.length] ?? 'user']: odd };
  });
  fc.assert(
    fc.property(fc.oneof(near, fc.anything({ withNullPrototype: true })), (value) => {
      expect(['complete', 'refused']).toContain(completeSettings(value).type);
    }),
    { numRuns: 500 },
  );
  const mutilated = fc.tuple(answers, fc.nat(), fc.string({ maxLength: 3 })).map(([whole, at, put]) => {
    const all = JSON.stringify(whole);
    return all.slice(0, at % all.length) + put + all.slice((at % all.length) + 1);
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), mutilated), (broken) => {
      const parsed = parseSettingsText(broken);
      if (parsed.type === 'refused') for (const { line } of parsed.problems) expect(line).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

describe('a problem in a text has its line', () => {
  const at = (change: (lines: string) => string): unknown => parseSettingsText(change(formatSettings(someSettings())));

  const lineOf = (text: string): number => formatSettings(someSettings()).split(text)[0]!.split('\n').length;

  test('of broken JSON', () => {
    expect(at((lines) => lines.replace('"zram": true,', '"zram": true'))).toEqual({
      type: 'refused',
      problems: [{ path: '', code: 'json-syntax', facts: {}, line: lineOf('"ubootIgnoresKeys"'), column: 3 }],
    });
  });

  test('of a field, of several, of an unknown one, and of one that is not there', () => {
    const board = (lines: string): string => lines.replace('"board": "pi4"', '"board": "pi6"');
    expect(at(board)).toMatchObject({ problems: [{ path: 'board', code: 'not-one-of', line: 4, column: 3 }] });
    const several = (lines: string): string => board(lines).replace('"mdns": true', '"mdns": 1, "mDNS": true');
    expect(at(several)).toMatchObject({
      problems: [
        { line: 4 },
        { path: 'services.mdns', line: lineOf('"mdns"') },
        { path: 'services.mDNS', line: lineOf('"mdns"'), column: 16 },
      ],
    });
    expect(at((lines) => lines.replace('"name": "ada",', ''))).toMatchObject({
      problems: [{ path: 'user.name', code: 'missing', line: 9, column: 3 }],
    });
  });

  test('of a newer format, which comes before all others', () => {
    expect(at((lines) => lines.replace('"format": 1', '"format": 7').replace('"pi4"', '"pi6"'))).toEqual({
      type: 'refused',
      problems: [{ path: 'format', code: 'format-newer', facts: { format: 7, known: 1 }, line: 3, column: 3 }],
    });
  });
});

test('answers in a file may be short', () => {
  const parsed = parseSettingsText(JSON.stringify(someAnswers()));
  expect(parsed).toMatchObject({ type: 'complete', settings: someSettings() });
});
