import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../src/contract/window/preferences.ts';
import { createPreferences } from '../../../src/main/preferences/preferences.ts';

let folder: string;
const told: Preferences[] = [];
const tell = (preferences: Preferences): void => void told.push(preferences);

beforeEach(async () => {
  told.length = 0;
  const made = await mkdtemp(join(tmpdir(), 'nixberry-preferences-'));
  folder = made;
  onTestFinished(() => rm(made, { recursive: true, force: true }));
});

describe('preferences', () => {
  test('are as at first where there are none, and are told at once', () => {
    expect(createPreferences(folder, tell).get()).toEqual(DEFAULT_PREFERENCES);
    expect(told).toEqual([DEFAULT_PREFERENCES]);
  });

  test('are kept for the next start, for this person alone', async () => {
    const changed = { ...DEFAULT_PREFERENCES, theme: 'dark', textPercent: 150 } as const;
    await createPreferences(folder, tell).change({ theme: 'dark', textPercent: 150 });
    expect(told.at(-1)).toEqual(changed);
    expect(createPreferences(folder, tell).get()).toEqual(changed);
    expect((await stat(join(folder, 'preferences.json'))).mode & 0o777).toBe(0o600);
  });

  test('of several changes in a row the last stays', async () => {
    const preferences = createPreferences(folder, tell);
    await Promise.all([preferences.change({ language: 'de' }), preferences.change({ language: 'ja' })]);
    expect(JSON.parse(await readFile(join(folder, 'preferences.json'), 'utf8'))).toMatchObject({ language: 'ja' });
  });

  test('one that is not known costs no other', async () => {
    await writeFile(join(folder, 'preferences.json'), '{"theme":"sepia","language":"fr","size":3,"textPercent":110}');
    expect(createPreferences(folder, tell).get()).toEqual({ ...DEFAULT_PREFERENCES, language: 'fr' });
  });

  test.each(['', 'null', '[1]', '{"theme":'])('a damaged file %j is as none', async (text) => {
    await writeFile(join(folder, 'preferences.json'), text);
    expect(createPreferences(folder, tell).get()).toEqual(DEFAULT_PREFERENCES);
  });

  test('that cannot be kept count all the same, and it is said', async () => {
    await writeFile(join(folder, 'file'), '');
    const preferences = createPreferences(join(folder, 'file'), tell);
    await expect(preferences.change({ theme: 'light' })).rejects.toMatchObject({ code: 'preferences-unsaved' });
    expect(preferences.get().theme).toBe('light');
  });
});
