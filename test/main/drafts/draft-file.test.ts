import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DRAFT_FORMAT, type Draft } from '../../../src/contract/window/draft.ts';
import { createDrafts } from '../../../src/main/drafts/draft-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DRAFT: Draft = {
  format: DRAFT_FORMAT,
  way: 'pi',
  step: 'region',
  visited: ['board', 'name-and-user'],
  answers: { board: 'pi4', hostName: 'not a name' },
  place: 'here',
  how: 'auto',
};

test('a draft comes back after a restart, wrong answers and all', async () => {
  const folder = await tempFolder();
  await createDrafts(folder).save(DRAFT);
  expect(await createDrafts(folder).load()).toEqual(DRAFT);
});

test('a token that was typed stays in memory until it is mended, and is in no file', async () => {
  const folder = await tempFolder();
  const drafts = createDrafts(folder);
  const autoUpgrade = { flake: 'git+https://ghp_0123456789@github.com/ada/pis' };
  const draft = { ...DRAFT, answers: { ...DRAFT.answers, services: { autoUpgrade } } };
  await drafts.save(draft);
  await drafts.replace(draft);
  expect(await readFile(join(folder, 'draft.json'), 'utf8')).not.toContain('ghp_');
  expect(await drafts.load()).toEqual(draft);
  const kept = { ...DRAFT, answers: { ...DRAFT.answers, services: { autoUpgrade: {} } } };
  expect(await createDrafts(folder).load()).toEqual(kept);
});

test('only its owner can read it, and no half of it is left beside', async () => {
  const folder = join(await tempFolder(), 'new');
  await createDrafts(folder).save(DRAFT);
  expect(await readdir(folder)).toEqual(['draft.json']);
  expect((await stat(join(folder, 'draft.json'))).mode & 0o777).toBe(0o600);
});

test('of several that are saved at once the last one stays', async () => {
  const folder = await tempFolder();
  const drafts = createDrafts(folder);
  await Promise.all(['a', 'b', 'c'].map((step) => drafts.save({ ...DRAFT, step })));
  expect(JSON.parse(await readFile(join(folder, 'draft.json'), 'utf8'))).toMatchObject({ step: 'c' });
});

test.each([
  ['nothing', null],
  ['no JSON', '{"format": 1'],
  ['a newer format', JSON.stringify({ ...DRAFT, format: DRAFT_FORMAT + 1 })],
  ['a field that is none', JSON.stringify({ ...DRAFT, password: 'x' })],
])('%s is no draft, and stays as it is', async (_, text) => {
  const folder = await tempFolder();
  if (text !== null) await writeFile(join(folder, 'draft.json'), text);
  expect(await createDrafts(folder).load()).toBeNull();
  if (text !== null) expect(await readFile(join(folder, 'draft.json'), 'utf8')).toBe(text);
});

test('what cannot be saved is an error that names the file, and the draft is still there', async () => {
  const folder = await tempFolder();
  // A folder stands where the file belongs.
  await mkdir(join(folder, 'draft.json', 'x'), { recursive: true });
  const drafts = createDrafts(folder);
  await expect(drafts.save(DRAFT)).rejects.toMatchObject({ code: 'draft-unsaved' });
  expect(await drafts.load()).toEqual(DRAFT);
});

test('what is no draft of this Nixberry is put aside before it is written over', async () => {
  const folder = await tempFolder();
  const newer = JSON.stringify({ ...DRAFT, format: DRAFT_FORMAT + 1 });
  await writeFile(join(folder, 'draft.json'), newer);
  const drafts = createDrafts(folder);
  await drafts.save(DRAFT);
  await drafts.save({ ...DRAFT, step: 'extras' });
  expect(await readFile(join(folder, 'draft.kept.json'), 'utf8')).toBe(newer);
  expect(await createDrafts(folder).load()).toMatchObject({ step: 'extras' });
});

test('a draft that cannot take the place of another one does not', async () => {
  const folder = await tempFolder();
  const drafts = createDrafts(folder);
  await drafts.save(DRAFT);
  await rm(join(folder, 'draft.json'));
  await mkdir(join(folder, 'draft.json', 'x'), { recursive: true });
  await expect(drafts.replace({ ...DRAFT, step: 'extras' })).rejects.toMatchObject({ code: 'draft-unsaved' });
  expect(await drafts.load()).toEqual(DRAFT);
});

test('what is saved while an older draft is discarded stays', async () => {
  const folder = await tempFolder();
  const drafts = createDrafts(folder);
  await drafts.save(DRAFT);
  for (let at = 0; at < 20; at += 1) {
    await Promise.all([drafts.discard(), drafts.save(DRAFT)]);
    expect(await readdir(folder)).toEqual(['draft.json']);
  }
});

test('a discarded draft is gone', async () => {
  const folder = await tempFolder();
  const drafts = createDrafts(folder);
  await drafts.save(DRAFT);
  await drafts.discard();
  expect([await drafts.load(), await readdir(folder)]).toEqual([null, []]);
});
