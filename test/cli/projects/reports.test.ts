import { expect, test } from 'vitest';
import { createStyle } from '../../../src/cli/render/style.ts';
import { diffOf, upgradeReport } from '../../../src/cli/projects/diff-report.ts';
import { hostReport } from '../../../src/cli/projects/host-report.ts';
import { valueWords } from '../../../src/cli/projects/value-words.ts';
import { KEYS, someSettings } from '../../core/spec/some-answers.ts';

const PLAIN = createStyle(false);

test.each([
  [null, 'none'],
  [undefined, 'none'],
  ['', 'none'],
  [[], 'none'],
  [true, 'on'],
  [false, 'off'],
  [['htop', 'nano'], 'htop, nano'],
  [{ ssid: 'Home', hidden: true, security: 'wpa2' }, 'Home (wpa2, hidden)'],
  [{ ssid: 'Home', hidden: false, security: 'open' }, 'Home (open)'],
  [{ flake: 'github:me/pis' }, 'github:me/pis'],
  [KEYS.ed25519, 'ssh-ed25519 …YaewkBKh ada@laptop'],
  ['a\u202eb', 'a\ufffdb'],
])('%j is shown as %j', (value, words) => expect(valueWords(value)).toBe(words));

test('settings are shown by the paths that set takes, and every one of them', () => {
  const settings = someSettings({ packages: ['htop', 'nano'], services: { autoUpgrade: { flake: 'github:me/pis' } } });
  const lines = hostReport(settings, PLAIN, 80).split('\n');
  expect(lines[0]).toMatch(/^board +pi4 \(Raspberry Pi 4 Model B\)$/);
  expect(lines).toContainEqual(expect.stringMatching(/^services\.autoUpgrade\.flake +github:me\/pis$/));
  expect(lines).toContainEqual(expect.stringMatching(/^packages +htop$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ +nano$/));
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('a change of a file is a unified diff, without tricks of whoever wrote it', () => {
  const change = { path: 'a.nix', step: 'replace', old: 'one\n\ttwo\u001b[2J\n', new: 'one\n2\n' } as const;
  expect(diffOf(change)).toBe('--- a/a.nix\n+++ b/a.nix\n@@ -1,2 +1,2 @@\n one\n-\ttwo\u001b[2J\n+2\n');
  expect(upgradeReport([change], PLAIN)).toBe(
    'Newer: a.nix\n--- a/a.nix\n+++ b/a.nix\n@@ -1,2 +1,2 @@\n one\n-    two\ufffd[2J\n+2',
  );
});

test('a new file and one that goes are compared with nothing', () => {
  expect(diffOf({ path: 'n', step: 'add', old: null, new: 'x\n' })).toContain('--- /dev/null\n+++ b/n\n');
  expect(diffOf({ path: 'n', step: 'remove', old: 'x\n', new: null })).toContain('--- a/n\n+++ /dev/null\n');
});
