import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProjects } from '../../src/node/projects/pack.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import {
  begun,
  imageOf,
  logs,
  makeProject,
  noteCodes,
  notes,
  SECRET,
  startThere,
  type Building,
  type Project,
} from './place-host-support.ts';

// What a build at `host:` does on the other machine. The whole command is in cli-places.test.ts.

const STATE = '/root/.local/state/nixberry';

let other: OtherMachine;
let state: string;
let idFile: string;
let project: Project;
beforeAll(async () => {
  other = await startOtherMachine();
  state = await mkdtemp(path.join(tmpdir(), 'nixberry-host-'));
  idFile = path.join(state, 'id');
});
afterAll(async () => {
  await other.stop();
  await rm(state, { recursive: true });
});
beforeEach(async () => (project = await makeProject()));

function start(folder: string, name: 'card' | 'quick' | 'full' = 'card', machine = other): Building {
  return startThere(machine, idFile, folder, name);
}

const go = (): Promise<void> => writeFile(project.gate, '');

/** The processes of the build of `card`: the shell that waits for its end, Nix, the builder. */
async function left(): Promise<readonly string[]> {
  const id = await createProjects({ idFile }).id([`git+file://${project.folder}`, 'card']);
  const folder = `${STATE}/jobs/${id}`;
  const running = await other.run('ps', '-A', '-o', 'pid=,args=');
  const inFolder = await other.run('sh', '-c', 'for p in /proc/[0-9]*; do echo "${p#/proc/} $(readlink $p/cwd)"; done');
  const pids = inFolder.split('\n').flatMap((line) => (line.endsWith(` ${folder}`) ? [line.split(' ')[0]] : []));
  return running
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes(project.gate) || pids.includes(line.split(' ')[0]));
}

describe('a build', () => {
  it('is done by what git knows of the project, and nothing else of it arrives', async () => {
    const building = start(project.folder, 'quick');
    const image = imageOf(await building.ended);
    expect(await readFile(other.path(image), 'utf8')).toBe('first');
    expect(noteCodes(building)).toEqual(['project-sent']);
    expect(await other.run('stat', '-c', '%a', STATE)).toBe('700');
    const search = ['grep', '-rlF', '--', SECRET, '/root', '/nix'];
    expect(await other.run('sh', '-c', '"$@" || true', 'sh', ...search)).toBe('');
    // That the search would find it.
    expect(await other.run('grep', '-rlF', '--', project.name, '/root')).toContain('flake.nix');
  });

  it('is taken up by a second call, with its log from the start', async () => {
    const first = start(project.folder);
    await begun(first);
    const second = start(project.folder);
    await begun(second);
    expect(noteCodes(second)).toEqual(['job-resumed']);
    await go();
    const images = [imageOf(await first.ended), imageOf(await second.ended)];
    expect(images[0]).toBe(images[1]);
    expect(logs(second)).toEqual(['begins', 'ends']);
    expect(await left()).toEqual([]);
  });

  it('goes on when the connection breaks, and a second call has all of it', async () => {
    const first = start(project.folder);
    await begun(first);
    expect(await other.cut()).toBeGreaterThan(0);
    expect(await first.ended).toMatchObject({
      type: 'failed',
      error: { code: 'remote-lost', facts: { reason: 'build' } },
    });
    const second = start(project.folder);
    await begun(second);
    expect(noteCodes(second)).toEqual(['job-resumed']);
    await other.cut();
    expect(await second.ended).toMatchObject({ type: 'failed', error: { code: 'remote-lost' } });
    await go();
    await until('it to end there', async () => (await left()).length === 0, 30_000);
    const third = start(project.folder);
    expect(await readFile(other.path(imageOf(await third.ended)), 'utf8')).toBe('first');
    expect(logs(third)).toEqual(['begins', 'ends']);
    expect(notes(third)).toMatchObject([{ code: 'job-resumed', facts: { state: 'ended' } }]);
    // Its result was taken: the next one is a build of its own.
    const fourth = start(project.folder);
    await fourth.ended;
    expect(noteCodes(fourth)).toEqual([]);
  });

  it('of a project that has been changed stops the one before', async () => {
    const first = start(project.folder);
    await begun(first);
    await writeFile(path.join(project.folder, 'text'), 'second');
    const second = start(project.folder);
    await begun(second);
    expect(await first.ended).toMatchObject({
      type: 'failed',
      error: { code: 'remote-build-ended', facts: { reason: 'stopped' } },
    });
    await go();
    expect(await readFile(other.path(imageOf(await second.ended)), 'utf8')).toBe('second');
    expect(noteCodes(second)).toEqual(['project-sent', 'job-superseded']);
  });

  it('that is cancelled leaves no process there', async () => {
    const building = start(project.folder);
    await begun(building);
    expect(await left()).toHaveLength(3);
    building.cancel();
    expect(await building.ended).toEqual({ type: 'cancelled' });
    expect(await left()).toEqual([]);
    const again = start(project.folder);
    await begun(again);
    expect(noteCodes(again)).toEqual([]);
    again.cancel();
    await again.ended;
  });
});

describe('the lock', () => {
  async function withInput(): Promise<{ readonly folder: string; readonly input: string }> {
    const input = await tempFolder();
    await writeFile(path.join(input, 'flake.nix'), '{ outputs = _: { }; }\n');
    project = await makeProject(`inputs.part.url = "path:${input}";`);
    return { folder: project.folder, input };
  }
  const lockOf = (folder: string): Promise<string> => readFile(path.join(folder, 'flake.lock'), 'utf8');

  it('that is made there comes back, and the next build has the same inputs', async () => {
    const { folder, input } = await withInput();
    const first = start(folder, 'quick');
    imageOf(await first.ended);
    expect(noteCodes(first)).toEqual(['project-sent', 'lock-returned']);
    const lock = await lockOf(folder);
    expect(JSON.parse(lock)).toMatchObject({ nodes: { part: { locked: { path: input } } } });
    // git knows it, so that Nix and the next call see it.
    expect((await execa('git', ['ls-files'], { cwd: folder })).stdout).toContain('flake.lock');
    const second = start(folder, 'quick');
    imageOf(await second.ended);
    expect(noteCodes(second)).toEqual(['project-sent']);
    expect(await lockOf(folder)).toBe(lock);
  });

  it('stays there while a build is running that may be taken up, and comes back with that', async () => {
    const { folder } = await withInput();
    const first = start(folder);
    await begun(first);
    await other.cut();
    await first.ended;
    const quick = start(folder, 'quick');
    imageOf(await quick.ended);
    expect(noteCodes(quick)).toEqual([]);
    await go();
    const second = start(folder);
    imageOf(await second.ended);
    expect(noteCodes(second)).toEqual(['job-resumed', 'lock-returned']);
  });

  it('is not put in the place of one that was made here in the meantime', async () => {
    const { folder } = await withInput();
    const building = start(folder);
    await begun(building);
    await writeFile(path.join(folder, 'flake.lock'), 'ours');
    await go();
    imageOf(await building.ended);
    expect(noteCodes(building)).toEqual(['project-sent', 'lock-kept']);
    expect(await lockOf(folder)).toBe('ours');
  });
});

describe('a machine that cannot', () => {
  it('has no Nix', async () => {
    const bare = await startOtherMachine({ nix: false });
    try {
      const error = { code: 'remote-nix-missing', facts: { place: 'other' } };
      expect(await start(project.folder, 'quick', bare).ended).toMatchObject({ type: 'failed', error });
    } finally {
      await bare.stop();
    }
  });

  it('has no room for the result', async () => {
    const full = await startOtherMachine({ nixBytes: 12e6 });
    try {
      const building = start(project.folder, 'full', full);
      expect(await building.ended).toMatchObject({
        type: 'failed',
        error: { code: 'build-failed', facts: { cause: 'disk-full' } },
      });
    } finally {
      await full.stop();
    }
  });

  it('has no room for anything, and then has some', async () => {
    await other.run('mkdir', '-p', '/root/.local');
    await other.run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/root/.local');
    try {
      await writeFile(path.join(project.folder, 'large'), Buffer.alloc(1e6, 'x'));
      await execa('git', ['add', '.'], { cwd: project.folder });
      expect(await start(project.folder, 'quick').ended).toMatchObject({
        type: 'failed',
        error: { code: 'remote-full', facts: { place: 'other' } },
      });
      expect(await other.run('find', '/root/.local/state/nixberry/projects', '-mindepth', '1')).toBe('');
      await other.run('mount', '-o', 'remount,size=2m', '/root/.local');
      imageOf(await start(project.folder, 'quick').ended);
    } finally {
      await other.run('umount', '/root/.local');
    }
  });
});
