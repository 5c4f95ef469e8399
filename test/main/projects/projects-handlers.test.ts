import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../../src/node/projects/open.ts';
import { appErrorOf } from '../../support/errors.ts';
import { draftAnswers, draftWith, someProjects, type SomeProjects } from './some-projects.ts';

const PRIVATE_KEY =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n-----END OPENSSH PRIVATE KEY-----';

/** A project with the hosts greenhouse and kitchen, that no draft belongs to. */
async function withTwoHosts(): Promise<SomeProjects & { readonly folder: string }> {
  const some = await someProjects();
  const folder = path.join(some.home, 'pis');
  await mkdir(folder);
  some.choose(folder);
  await some.call('projects.saveAs', { answers: draftAnswers() });
  await some.call('projects.close', undefined);
  await some.call('projects.saveAs', { answers: draftAnswers({ hostName: 'kitchen', board: 'pi5' }) });
  await some.call('projects.close', undefined);
  return { ...some, folder };
}

test('opening a project changes nothing of the draft; taking a host of it does', async () => {
  const { call, folder, told, drafts } = await withTwoHosts();
  await drafts.save(draftWith({ hostName: 'mine' }));
  const opened = await call('projects.open', undefined);
  expect(opened).toMatchObject({ name: 'pis', shown: folder, hosts: ['greenhouse', 'kitchen'], release: '26.05' });
  expect(told()).toBeNull();
  const { draft, dropped } = await call('projects.useHost', { id: opened!.id, host: 'kitchen' });
  expect(dropped).toEqual([]);
  expect(draft).toMatchObject({ step: 'review', answers: { board: 'pi5', hostName: 'kitchen' } });
  expect(await drafts.load()).toEqual(draft);
  expect(told()).toMatchObject({ id: opened!.id, host: 'kitchen', saved: 'yes' });
});

test('the draft can become one more host of a project, with the release of that', async () => {
  const { call, folder, told, drafts } = await withTwoHosts();
  await drafts.save(draftWith(draftAnswers({ hostName: 'door', release: 'unstable' })));
  const opened = await call('projects.open', undefined);
  const { draft } = await call('projects.useHost', { id: opened!.id, host: null });
  expect(draft.answers).toMatchObject({ hostName: 'door', release: '26.05' });
  expect(told()).toMatchObject({ host: null, saved: 'no' });
  expect((await call('projects.preview', { answers: draft.answers })).step).toBe('add');
  await call('projects.save', { answers: draft.answers, overOutside: false });
  expect((await openProject(folder)).hosts).toEqual(['door', 'greenhouse', 'kitchen']);
});

test('a host that cannot become the draft leaves draft and project as they were', async () => {
  const { call, drafts, told, home } = await withTwoHosts();
  const mine = draftWith(draftAnswers({ hostName: 'mine' }));
  await drafts.save(mine);
  const opened = await call('projects.open', undefined);
  const file = path.join(home, '../window/draft.json');
  // A folder stands where the file belongs: as good as a full disk.
  await rename(file, `${file}.before`);
  await mkdir(path.join(file, 'x'), { recursive: true });
  const used = call('projects.useHost', { id: opened!.id, host: 'kitchen' });
  expect(await appErrorOf(used)).toMatchObject({ code: 'draft-unsaved' });
  expect(await drafts.load()).toEqual(mine);
  expect(told()).toBeNull();
});

test('nobody can name a folder, or a host that is not in the project', async () => {
  const { call } = await withTwoHosts();
  const made = { id: '0'.repeat(32), host: 'kitchen' };
  expect(await appErrorOf(call('projects.useHost', made))).toMatchObject({ code: 'offer-gone' });
  const opened = await call('projects.open', undefined);
  const outside = call('projects.useHost', { id: opened!.id, host: '../..' });
  expect(await appErrorOf(outside)).toMatchObject({ code: 'host-not-found' });
});

test('recent projects come back after a restart, without those that are gone', async () => {
  const { restart, home } = await withTwoHosts();
  const [recent] = await restart().call('projects.recent', undefined);
  expect(recent).toMatchObject({ name: 'pis', hosts: ['greenhouse', 'kitchen'] });
  const again = restart();
  const [found] = await again.call('projects.recent', undefined);
  expect(await again.call('projects.openRecent', { id: found!.id })).toMatchObject({ name: 'pis' });
  await rm(path.join(home, 'pis'), { recursive: true });
  expect(await again.call('projects.recent', undefined)).toEqual([]);
});

test('settings that are wrong become a draft that can be mended', async () => {
  const { call, folder, told } = await withTwoHosts();
  const file = path.join(folder, 'hosts/kitchen/settings.json');
  const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...settings, board: 'pi9', wifiPassword: 'hunter22hunter' }));
  const opened = await call('projects.open', undefined);
  const taken = await call('projects.useHost', { id: opened!.id, host: 'kitchen' });
  expect(taken.draft.answers).toMatchObject({ hostName: 'kitchen' });
  expect(taken.dropped).toMatchObject([
    { path: 'wifiPassword', code: 'unknown-setting' },
    { path: 'board', code: 'not-one-of' },
  ]);
  expect(JSON.stringify(taken.draft)).not.toContain('hunter22');
  expect(told()).toMatchObject({ saved: 'changed' });
  await writeFile(file, '{ "board": ');
  expect(await appErrorOf(call('projects.useHost', { id: opened!.id, host: 'kitchen' }))).toMatchObject({
    code: 'project-broken',
    facts: { file, line: 1 },
  });
});

test('saving as goes into an empty folder itself, and beside what is in another', async () => {
  const { call, choose, home } = await someProjects();
  const documents = path.join(home, 'Documents');
  await mkdir(documents);
  await writeFile(path.join(documents, 'letter.txt'), 'Dear');
  choose(documents);
  const saved = await call('projects.saveAs', { answers: draftAnswers() });
  expect(saved).toMatchObject({ shown: path.join(documents, 'greenhouse'), host: 'greenhouse' });
  expect((await readdir(documents)).sort()).toEqual(['greenhouse', 'letter.txt']);
  await call('projects.close', undefined);
  // And once more: what is there now is not touched.
  const again = call('projects.saveAs', { answers: draftAnswers() });
  expect(await appErrorOf(again)).toMatchObject({ code: 'project-folder-taken' });
  choose(null);
  expect(await call('projects.saveAs', { answers: draftAnswers() })).toBeNull();
});

test('a host of the same name in another project is left alone', async () => {
  const { call, folder, choose } = await withTwoHosts();
  const before = await readFile(path.join(folder, 'hosts/kitchen/settings.json'), 'utf8');
  choose(folder);
  const saved = call('projects.saveAs', { answers: draftAnswers({ hostName: 'kitchen' }) });
  expect(await appErrorOf(saved)).toMatchObject({ code: 'host-exists' });
  expect(await readFile(path.join(folder, 'hosts/kitchen/settings.json'), 'utf8')).toBe(before);
});

test('answers go to a file and come back, right or wrong', async () => {
  const { call, choose, home } = await someProjects();
  const file = path.join(home, 'my.answers.json');
  choose(file);
  const answers = draftAnswers({ hostName: 'not a name', packages: ['htop'] });
  expect(await call('projects.exportAnswers', { answers })).toBe(file);
  const taken = await call('projects.importAnswers', undefined);
  expect(taken).toMatchObject({ draft: { step: 'review', answers }, dropped: [] });
  await call('projects.exportAnswers', { answers: draftAnswers() });
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ board: 'pi4', kernel: 'mainline', format: 1 });
});

test('no secret of an imported file gets into the draft', async () => {
  const { call, choose, home } = await someProjects();
  const file = path.join(home, 'answers.json');
  const wifi = { country: 'GB', networks: [{ ssid: 'Home', passphrase: 'correct horse' }] };
  const user = { name: 'ada', password: 'tr0ub4dor', sshKeys: [PRIVATE_KEY] };
  await writeFile(file, JSON.stringify({ board: 'pi4', hostName: 'greenhouse', user, wifi }));
  choose(file);
  const taken = await call('projects.importAnswers', undefined);
  expect(taken!.dropped.map(({ path: at }) => at).sort()).toEqual([
    'user.password',
    'user.sshKeys[0]',
    'wifi.networks[0].passphrase',
  ]);
  for (const secret of ['correct horse', 'tr0ub4dor', 'b3BlbnNzaC1rZXk']) {
    expect(JSON.stringify(taken)).not.toContain(secret);
    expect(await readFile(path.join(home, '../window/draft.json'), 'utf8')).not.toContain(secret);
  }
});

test.each([
  ['no JSON', '{ "board": ', { code: 'answers-unreadable', facts: { reason: 'json', line: 1 } }],
  ['no answers', '[]', { code: 'answers-unreadable', facts: { reason: 'json' } }],
  ['a newer format', '{ "format": 99 }', { code: 'project-newer', facts: { format: 99 } }],
  ['far too much', `"${'x'.repeat(200_000)}"`, { code: 'answers-unreadable', facts: { reason: 'too-large' } }],
])('a file with %s is refused, and the draft stays', async (_, text, error) => {
  const { call, choose, home, drafts } = await someProjects();
  await drafts.save(draftWith(draftAnswers()));
  await writeFile(path.join(home, 'answers.json'), text);
  choose(path.join(home, 'answers.json'));
  expect(await appErrorOf(call('projects.importAnswers', undefined))).toMatchObject(error);
  expect(await drafts.load()).toEqual(draftWith(draftAnswers()));
});

test('answers of another Pi are no change of the host that the draft described', async () => {
  const { call, choose, home, told } = await withTwoHosts();
  const opened = await call('projects.open', undefined);
  await call('projects.useHost', { id: opened!.id, host: 'kitchen' });
  const file = path.join(home, 'answers.json');
  await writeFile(file, JSON.stringify(draftAnswers({ hostName: 'attic' })));
  choose(file);
  await call('projects.importAnswers', undefined);
  expect(told()).toBeNull();
});

test('answers of another Pi of the same name change nothing unseen', async () => {
  const { call, choose, home, folder, projects } = await withTwoHosts();
  const opened = await call('projects.open', undefined);
  await call('projects.useHost', { id: opened!.id, host: 'kitchen' });
  await call('projects.preview', { answers: draftAnswers({ hostName: 'kitchen', board: 'pi5' }) });
  const file = path.join(home, 'answers.json');
  const theirs = draftAnswers({ hostName: 'kitchen', board: 'pi4' });
  await writeFile(file, JSON.stringify(theirs));
  choose(file);
  await call('projects.importAnswers', undefined);
  expect(await appErrorOf(projects.ensureSaved(draftWith(theirs)))).toMatchObject({ code: 'project-unseen' });
  const settings = path.join(folder, 'hosts/kitchen/settings.json');
  expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({ board: 'pi5' });
  await call('projects.preview', { answers: theirs });
  await projects.ensureSaved(draftWith(theirs));
  expect(JSON.parse(await readFile(settings, 'utf8'))).toMatchObject({ board: 'pi4' });
});

test('what was typed for one Pi is forgotten with it, and not before', async () => {
  const { call, cleared, choose, home } = await withTwoHosts();
  const opened = await call('projects.open', undefined);
  const use = (host: string | null) => call('projects.useHost', { id: opened!.id, host });
  await use('kitchen');
  expect(cleared()).toBe(1);
  // The same again, as it is on the disk; and the same answers for one more host.
  await use('kitchen');
  await use(null);
  expect(cleared()).toBe(1);
  await use('greenhouse');
  expect(cleared()).toBe(2);
  const file = path.join(home, 'answers.json');
  await writeFile(file, JSON.stringify(draftAnswers()));
  choose(file);
  await call('projects.importAnswers', undefined);
  expect(cleared()).toBe(3);
});
