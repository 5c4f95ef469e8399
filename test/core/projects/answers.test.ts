import { describe, expect, test } from 'vitest';
import { settingsChanges } from '../../../src/core/projects/changes.ts';
import { answerProblems, fieldProblems, joinProblems } from '../../../src/core/projects/judge-answers.ts';
import { nameClash } from '../../../src/core/projects/layout.ts';
import { KEYS, someAnswers, someSettings } from '../spec/some-answers.ts';

const named = (problems: readonly { path: string; code: string }[]): string[] =>
  problems.map(({ path, code }) => `${path}: ${code}`);

describe('answers that are not all there', () => {
  test('name everything that is missing, the key too', () => {
    expect(named(answerProblems({}))).toEqual([
      'board: missing',
      'hostName: missing',
      'user.name: missing',
      'user.sshKeys: locked-out',
    ]);
  });

  test('need nothing more when they are complete', () => {
    expect(answerProblems(someAnswers())).toEqual([]);
  });

  test('are judged by rules as far as they go', () => {
    const answers = { board: 'pi3', wifi: { networks: [{ ssid: 'Home' }] }, user: { sshKeys: [KEYS.ed25519] } };
    expect(named(answerProblems(answers))).toEqual([
      'hostName: missing',
      'user.name: missing',
      'wifi.country: wifi-without-country',
    ]);
  });

  test('that are wrong by themselves are told as they are', () => {
    expect(named(answerProblems({ hostName: '../x' }))).toContain('hostName: host-name');
    expect(named(answerProblems('text'))).toEqual([': wrong-type']);
  });
});

test.each([
  [{ hostName: 'Pi' }, 'hostName', ['hostName: host-name']],
  [{ hostName: 'pi' }, 'hostName', []],
  [{ board: 'zerow' }, 'board', ['board: board-unsupported']],
  [{ wifi: { networks: [{ ssid: '' }] } }, 'wifi.networks[0].ssid', ['wifi.networks[0].ssid: ssid-empty']],
  [{ user: { sshKeys: ['nonsense'] } }, 'user.sshKeys', ['user.sshKeys[0]: ssh-key-type']],
  [{ user: { sshKeys: ['nonsense'] } }, 'user.sshKey', []],
])('of %j the problems of %s are %j', (answers, path, expected) => {
  expect(named(fieldProblems(answers, path))).toEqual(expected);
});

describe('problems of what was given, and of the rest', () => {
  const join = (...given: Parameters<typeof joinProblems>[0][number][]): string[] =>
    named(joinProblems(given, answerProblems({ user: { name: 'Ada', sshKeys: [KEYS.ed25519] } })));

  test('are told together, and nothing is missing that was given wrongly', () => {
    expect(join({ path: 'board', code: 'not-one-of', facts: {} })).toEqual([
      'board: not-one-of',
      'hostName: missing',
      'user.name: user-name',
    ]);
    expect(join({ path: 'hostname', code: 'unknown-setting', facts: { nearest: 'hostName' } })).toEqual([
      'hostname: unknown-setting',
      'board: missing',
      'user.name: user-name',
    ]);
  });

  test('name nothing as missing when a whole file could not be read', () => {
    expect(join({ path: '', code: 'json-syntax', facts: {} })).toEqual([': json-syntax', 'user.name: user-name']);
  });
});

describe('changes', () => {
  test('are named by their paths, lists as a whole', () => {
    const changed = someSettings({ zram: false, packages: ['htop'], region: { timeZone: 'Europe/London' } });
    expect(settingsChanges(someSettings(), changed)).toEqual([
      { path: 'region.timeZone', from: 'UTC', to: 'Europe/London' },
      { path: 'zram', from: true, to: false },
      { path: 'packages', from: [], to: ['htop'] },
    ]);
  });

  test('of what has other fields have undefined on one side', () => {
    const fixed = someSettings({ ethernet: { method: 'static', address: '10.0.0.2/24' } });
    expect(settingsChanges(someSettings(), fixed)).toContainEqual({
      path: 'ethernet.address',
      from: undefined,
      to: '10.0.0.2/24',
    });
    expect(settingsChanges(fixed, someSettings())).toContainEqual({ path: 'ethernet.dns', from: [], to: undefined });
  });

  test('are none between the same', () => expect(settingsChanges(someSettings(), someSettings())).toEqual([]));
});

test.each([
  ['pi-cross', ['a', 'pi'], 'pi'],
  ['pi', ['pi-native'], 'pi-native'],
  ['pi-native', ['pi'], 'pi'],
  ['pi-cross', ['pi-native', 'cross'], null],
  ['pi', ['pi2', 'cross'], null],
  ['pi-cross-cross', ['pi-cross'], 'pi-cross'],
])('beside %s and %j it is %j that clashes', (name, others, clash) => expect(nameClash(name, others)).toBe(clash));
