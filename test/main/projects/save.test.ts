import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { openProject, readHost } from '../../../src/node/projects/open.ts';
import { appErrorOf } from '../../support/errors.ts';
import { draftAnswers, draftWith, someProjects } from './some-projects.ts';

const SETTINGS = 'hosts/greenhouse/settings.json';

test('a draft without a project is saved where the preview says, as a repository of git', async () => {
  const { home, call, told } = await someProjects();
  const answers = draftAnswers();
  const preview = await call('projects.preview', { answers });
  const folder = path.join(home, 'Nixberry', 'greenhouse');
  expect(preview).toMatchObject({ step: 'create', shown: '~/Nixberry/greenhouse', complete: true });
  expect(await readdir(home)).toEqual([]);

  const saved = await call('projects.save', { answers, overOutside: false });
  expect(saved).toEqual({ shown: folder, host: 'greenhouse', git: { state: 'initialised', detail: null } });
  const project = await openProject(folder);
  expect(project.hosts).toEqual(['greenhouse']);
  expect(await readHost(project, 'greenhouse')).toMatchObject({ type: 'complete', settings: { board: 'pi4' } });
  const { stdout } = await promisify(execFile)('git', ['-C', folder, 'ls-files']);
  expect(stdout).toContain(SETTINGS);
  // The files are those that were shown, each as it was shown.
  for (const { path: file, lines } of preview.files)
    expect(`${lines.map(({ text }) => text).join('\n')}\n`, file).toBe(await readFile(path.join(folder, file), 'utf8'));
  expect(told()).toMatchObject({ name: 'greenhouse', host: 'greenhouse', hosts: ['greenhouse'], release: '26.05' });
});

test('what somebody else has at the default place stays as it is', async () => {
  const { home, call } = await someProjects();
  const taken = path.join(home, 'Nixberry', 'greenhouse');
  await mkdir(taken, { recursive: true });
  await writeFile(path.join(taken, 'tomatoes.txt'), 'water them');
  const answers = draftAnswers();
  expect((await call('projects.preview', { answers })).shown).toBe('~/Nixberry/greenhouse-2');
  await call('projects.save', { answers, overOutside: false });
  expect(await readdir(taken)).toEqual(['tomatoes.txt']);
  expect((await openProject(`${taken}-2`)).hosts).toEqual(['greenhouse']);
});

test('the page is told whether the draft is what is on the disk', async () => {
  const { call, drafts, told } = await someProjects();
  await drafts.save(draftWith(draftAnswers()));
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  expect(told()).toMatchObject({ saved: 'yes' });
  const changed = draftAnswers({ packages: ['htop'] });
  await drafts.save(draftWith(changed));
  expect(told()).toMatchObject({ saved: 'changed' });
  const { files, step } = await call('projects.preview', { answers: changed });
  expect(step).toBe('change');
  const [settings, ...others] = files;
  expect(settings).toMatchObject({ path: SETTINGS, state: 'changed' });
  expect(settings!.lines.filter(({ mark }) => mark === 'added').map(({ text }) => text.trim())).toContain('"htop"');
  expect(others.map(({ state }) => state)).not.toContain('changed');
  expect(others.find(({ path: file }) => file === 'hosts/greenhouse/configuration.nix')).toMatchObject({
    state: 'yours',
  });
  await call('projects.save', { answers: changed, overOutside: false });
  expect(told()).toMatchObject({ saved: 'yes' });
});

test('it is still known after a restart, and not let go of while it cannot be found', async () => {
  const { call, drafts, restart, home } = await someProjects();
  await drafts.save(draftWith(draftAnswers()));
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const again = restart();
  await vi.waitFor(() => expect(again.told()).toMatchObject({ host: 'greenhouse', saved: 'yes' }));
  expect(await again.projects.current()).toMatchObject({ host: 'greenhouse' });
  await rename(path.join(home, 'Nixberry'), path.join(home, 'Elsewhere'));
  const third = restart();
  await vi.waitFor(() => expect(third.told()).toBeNull());
  expect(await third.projects.current()).toBeNull();
  // No other project comes of it: that one would be without what the person has in theirs.
  const built = third.projects.ensureSaved(draftWith(draftAnswers()));
  expect(await appErrorOf(built)).toMatchObject({ code: 'project-not-found' });
  expect(await readdir(home)).toEqual(['Elsewhere']);
  await rename(path.join(home, 'Elsewhere'), path.join(home, 'Nixberry'));
  expect(await third.projects.ensureSaved(draftWith(draftAnswers()))).toMatchObject({ host: 'greenhouse' });
  expect(third.told()).toMatchObject({ host: 'greenhouse', saved: 'yes' });
});

test('a project that cannot be read is not replaced by a new one', async () => {
  const { call, drafts, restart, home } = await someProjects();
  await drafts.save(draftWith(draftAnswers()));
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  await writeFile(path.join(home, 'Nixberry/greenhouse/nixberry.json'), '<<<<<<< mine\n');
  const { projects } = restart();
  const error = await appErrorOf(projects.ensureSaved(draftWith(draftAnswers())));
  expect(error).toMatchObject({ code: 'project-broken' });
  expect(await readdir(path.join(home, 'Nixberry'))).toEqual(['greenhouse']);
  // The person may still put the answers elsewhere.
  await mkdir(path.join(home, 'pis'));
  await projects.saveIn(path.join(home, 'pis'), draftAnswers());
  expect(await projects.current()).toMatchObject({ folder: path.join(home, 'pis') });
});

test('a build gives a host no other name or settings before a preview has shown it', async () => {
  const { call, projects, restart, home } = await someProjects();
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const hosts = path.join(home, 'Nixberry/greenhouse/hosts');
  const renamed = draftWith(draftAnswers({ hostName: 'mine' }));
  expect(await appErrorOf(projects.ensureSaved(renamed))).toMatchObject({ code: 'project-unseen' });
  const changed = draftWith(draftAnswers({ packages: ['htop'] }));
  const again = restart().projects;
  expect(await appErrorOf(again.ensureSaved(changed))).toMatchObject({ code: 'project-unseen' });
  expect(await again.ensureSaved(draftWith(draftAnswers()))).toMatchObject({ host: 'greenhouse' });
  expect(await readdir(hosts)).toEqual(['greenhouse']);
  // In the run in which it was saved, a further change is no surprise.
  expect(await projects.ensureSaved(changed)).toMatchObject({ host: 'greenhouse' });
  await call('projects.preview', { answers: renamed.answers });
  expect(await projects.ensureSaved(renamed)).toMatchObject({ host: 'mine' });
  expect(await readdir(hosts)).toEqual(['mine']);
});

test('what somebody changed in an editor is not overwritten before it was shown', async () => {
  const { home, call } = await someProjects();
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const file = path.join(home, 'Nixberry', 'greenhouse', SETTINGS);
  const edited = (await readFile(file, 'utf8'))
    .replace('Etc/UTC', 'Asia/Tokyo')
    .replace('"zram": true', '"zram": false');
  expect(edited).toContain('"zram": false');
  await writeFile(file, edited);
  const answers = draftAnswers({ packages: ['htop'] });
  expect(await appErrorOf(call('projects.save', { answers, overOutside: false }))).toMatchObject({
    code: 'project-changed',
  });
  // Nobody has looked at it yet.
  expect(await appErrorOf(call('projects.save', { answers, overOutside: true }))).toMatchObject({
    code: 'project-changed',
  });
  expect(await readFile(file, 'utf8')).toBe(edited);

  const preview = await call('projects.preview', { answers });
  expect(preview.changedOutside).toBe(true);
  expect(preview.files[0]!.lines).toContainEqual({ mark: 'removed', text: '  "zram": false,' });
  // And changed once more since.
  await writeFile(file, edited.replace('"zram": false', '"zram":  false'));
  expect(await appErrorOf(call('projects.save', { answers, overOutside: true }))).toMatchObject({
    code: 'project-changed',
  });
  await call('projects.preview', { answers });
  await call('projects.save', { answers, overOutside: true });
  expect(await readFile(file, 'utf8')).toContain('"zram": true');
});

test('another name gives the host another name, and keeps what its owner wrote', async () => {
  const { home, call, told } = await someProjects();
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const folder = path.join(home, 'Nixberry', 'greenhouse');
  await writeFile(path.join(folder, 'hosts/greenhouse/configuration.nix'), '{ }\n');
  const answers = draftAnswers({ hostName: 'kitchen' });
  const preview = await call('projects.preview', { answers });
  expect(preview.step).toBe('rename');
  const paths = preview.files.map(({ path: file, state }) => `${file} ${state}`);
  expect(paths).toContain('hosts/kitchen/settings.json changed');
  expect(paths).toContain('hosts/kitchen/configuration.nix yours');
  expect(paths.filter((one) => one.startsWith('hosts/greenhouse'))).toEqual([]);
  await call('projects.save', { answers, overOutside: false });
  expect(await readdir(path.join(folder, 'hosts'))).toEqual(['kitchen']);
  expect(await readFile(path.join(folder, 'hosts/kitchen/configuration.nix'), 'utf8')).toBe('{ }\n');
  expect(told()).toMatchObject({ host: 'kitchen', hosts: ['kitchen'] });
});

test('another release is that of every host, and a build does not change it unseen', async () => {
  const { home, call, choose, projects } = await someProjects();
  await call('projects.save', { answers: draftAnswers(), overOutside: false });
  const folder = path.join(home, 'Nixberry', 'greenhouse');
  await call('projects.close', undefined);
  choose(folder);
  await call('projects.saveAs', { answers: draftAnswers({ hostName: 'kitchen' }) });
  const answers = draftAnswers({ hostName: 'kitchen', release: 'unstable' });
  const preview = await call('projects.preview', { answers });
  expect(preview.alsoChanged).toEqual(['greenhouse']);
  const changed = preview.files.filter(({ state }) => state === 'changed').map(({ path: file }) => file);
  expect(changed.sort()).toEqual(['flake.nix', SETTINGS, 'hosts/kitchen/settings.json', 'nixberry.json']);
  expect(await appErrorOf(projects.ensureSaved(draftWith(answers)))).toMatchObject({ code: 'release-differs' });
  await call('projects.save', { answers, overOutside: false });
  expect(await readHost(await openProject(folder), 'greenhouse')).toMatchObject({ settings: { release: 'unstable' } });
});

test('wrong answers are shown as they are so far, and not written', async () => {
  const { home, call } = await someProjects();
  const answers = draftAnswers({ board: 'pi9' });
  const preview = await call('projects.preview', { answers });
  expect(preview.complete).toBe(false);
  expect(preview.files[0]).toMatchObject({ path: SETTINGS, state: 'new' });
  expect(preview.files[0]!.lines.map(({ text }) => text)).toContain('  "board": "pi9",');
  expect(await appErrorOf(call('projects.save', { answers, overOutside: false }))).toMatchObject({
    code: 'settings-refused',
  });
  expect(await readdir(home)).toEqual([]);
  expect((await call('projects.preview', { answers: { hostName: '../../x' } })).shown).toBe('~/Nixberry/…');
});

test('ensureSaved gives a build what Nix takes, and writes nothing a second time', async () => {
  const { home, projects } = await someProjects();
  const draft = draftWith(draftAnswers());
  const folder = path.join(home, 'Nixberry', 'greenhouse');
  const host = await projects.ensureSaved(draft);
  expect(host).toEqual({ folder, host: 'greenhouse', flakeRef: `git+file://${folder}#greenhouse` });
  expect(await projects.ensureSaved(draft)).toEqual(host);
  expect(await readdir(path.join(home, 'Nixberry'))).toEqual(['greenhouse']);
});
