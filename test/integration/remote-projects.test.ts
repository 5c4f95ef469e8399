import { execa } from 'execa';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PackedProject } from '../../src/core/places/place.ts';
import { folderWith, packed } from '../support/packed-project.ts';
import { remoteShell, type RemoteShell } from './remote-shell.ts';

// What becomes of a project on the other machine, with the scripts and tars of this one.

const DAY_S = 86_400;

async function archive(project: PackedProject): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // The memory of a chunk is used again.
  for await (const chunk of project.archive()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function send(other: RemoteShell, project: PackedProject): Promise<string> {
  const { code, out, err } = await other.give(await archive(project), 'receive', project.hash, project.folder);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.trim();
}

async function grow(file: string, days: number): Promise<void> {
  const then = Date.now() / 1000 - days * DAY_S;
  await utimes(file, then, then);
}

async function start(other: RemoteShell, job: string, content: string): Promise<string> {
  return (await other.run('start', job, content, 'argv', 'build')).out.trim();
}

describe.each(['dash', 'bash'])('a project with %s', (shell) => {
  let other: RemoteShell;
  let folder: string;
  let project: PackedProject;
  beforeEach(async () => {
    other = await remoteShell(shell);
    folder = await folderWith({
      'pi/flake.nix': 'f',
      'run.sh': '#!/bin/sh',
      [`${'long/'.repeat(40)}ä b`]: 'x',
      link: '-> pi/flake.nix',
    });
    project = { ...(await packed(`path:${folder}?dir=pi`)) };
  });
  const jobs = (): string => path.join(other.state, 'jobs');
  const projects = (): string => path.join(other.state, 'projects');

  it('arrives as it is, once', async () => {
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none' });
    const there = await send(other, project);
    expect(there).toBe(path.join(projects(), project.hash, 'files'));
    await execa('diff', ['--recursive', '--no-dereference', folder, there]);
    expect((await stat(path.join(there, 'run.sh'))).mode & 0o100).toBe(0o100);
    expect((await stat(projects())).mode & 0o77).toBe(0);
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none', project: there });
    expect(await send(other, project)).toBe(there);
    expect(await readdir(projects())).toEqual([project.hash]);
  });

  it('is nothing when it did not arrive whole', async () => {
    const whole = await archive(project);
    // Without its end, at the border of an entry: some tars see nothing wrong with that.
    for (const bytes of [0, 512, 700, whole.length - 2048, whole.length - 1024 - 512, whole.length >> 1]) {
      const { code } = await other.give(whole.subarray(0, bytes), 'receive', project.hash, 'pi');
      expect([bytes, code === 1 || code === 3]).toEqual([bytes, true]);
    }
    const wrong = await other.give(whole, 'receive', 'b'.repeat(64), 'pi');
    expect(wrong).toMatchObject({ code: 3, err: 'the project did not arrive whole\n' });
    expect(await readdir(projects())).toEqual([]);
  });

  it('hands over a lock that was made there, and is sent anew when nobody needs it as it is', async () => {
    const there = await send(other, project);
    expect((await other.run('lock', project.hash, 'pi')).code).toBe(3);
    await writeFile(path.join(there, 'pi/flake.lock'), 'lock\n');
    expect(await other.run('lock', project.hash, 'pi')).toMatchObject({ code: 0, out: 'lock\n' });
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none' });
    await send(other, project);
    expect(await readdir(path.join(there, 'pi'))).toEqual(['flake.nix']);
  });

  it('stays as it is while a build needs it, and its lock there while that runs', async () => {
    const there = await send(other, project);
    await writeFile(path.join(there, 'pi/flake.lock'), 'lock\n');
    await other.nix({ ticks: 60 });
    const run = await start(other, 'job', project.hash);
    expect((await other.run('lock', project.hash, 'pi')).code).toBe(4);
    expect(await other.job('another', project.hash, 'pi')).toMatchObject({ project: there });
    await send(other, project);
    expect(await readFile(path.join(there, 'pi/flake.lock'), 'utf8')).toBe('lock\n');
    await other.run('stop', 'job', run);
    expect((await other.run('lock', project.hash, 'pi')).code).toBe(0);
  });

  it('stays as it is while a call may be evaluating it, which nobody sees, for an hour', async () => {
    const there = await send(other, project);
    await writeFile(path.join(there, 'pi/flake.lock'), 'lock\n');
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none', project: there });
    expect(await send(other, project)).toBe(there);
    expect(await readFile(path.join(there, 'pi/flake.lock'), 'utf8')).toBe('lock\n');
    await grow(path.join(there, '../opened'), 1 / 12);
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none' });
    await send(other, project);
    expect(await readdir(path.join(there, 'pi'))).toEqual(['flake.nix']);
  });

  it('with a lock is the same as long as that is', async () => {
    await writeFile(path.join(folder, 'pi/flake.lock'), 'ours\n');
    project = await packed(`path:${folder}?dir=pi`);
    const there = await send(other, project);
    expect((await other.run('lock', project.hash, 'pi')).code).toBe(3);
    expect(await other.job('job', project.hash, 'pi')).toMatchObject({ project: there });
    await writeFile(path.join(there, 'pi/flake.lock'), 'newer\n');
    expect((await other.run('lock', project.hash, 'pi')).out).toBe('newer\n');
    expect(await other.job('job', project.hash, 'pi')).toEqual({ state: 'none' });
  });

  it('goes when it is old, unless a build needs it; old builds go, too', async () => {
    const names = ['unused', 'running', 'ended', 'collected', 'recent', '.new-1'];
    for (const name of names) await mkdir(path.join(projects(), name, 'files'), { recursive: true });
    const ended = await start(other, 'ended', 'ended');
    const collected = await start(other, 'collected', 'collected');
    for (const [job, run] of [
      ['ended', ended],
      ['collected', collected],
    ] as const)
      expect((await other.run('follow', job, run, '1')).code).toBe(0);
    await other.run('collect', 'collected', collected);
    await other.nix({ ticks: 60 });
    const run = await start(other, 'running', 'running');
    for (const name of names) await grow(path.join(projects(), name), name === 'recent' ? 1 : 5);
    for (const name of ['ended', 'running']) await grow(path.join(jobs(), name), 5);
    await grow(path.join(jobs(), 'collected'), 20);
    await send(other, project);
    expect((await readdir(projects())).sort()).toEqual([project.hash, 'ended', 'recent', 'running'].sort());
    expect((await readdir(jobs())).sort()).toEqual(['ended', 'running']);
    await grow(path.join(jobs(), 'running'), 20);
    await rm(path.join(projects(), project.hash), { recursive: true });
    await send(other, project);
    expect((await readdir(jobs())).sort()).toEqual(['ended', 'running']);
    await other.run('stop', 'running', run);
  });
});

it.each(['dash', 'bash'])(
  'lets go of the result of a build, and of old builds when another starts: %s',
  async (shell) => {
    const other = await remoteShell(shell);
    const jobs = path.join(other.state, 'jobs');
    await other.nix({ script: '#!/bin/sh\nln -s /nix/store/x result\nln -s /nix/store/x result-bin\n' });
    const run = await start(other, 'job', 'content');
    expect((await other.run('follow', 'job', run, '1')).code).toBe(0);
    expect((await other.run('release', 'job', 'another')).code).toBe(0);
    expect(await readdir(path.join(jobs, 'job'))).toContain('result');
    expect((await other.run('release', 'job', run)).code).toBe(0);
    expect((await readdir(path.join(jobs, 'job'))).filter((name) => name.startsWith('result'))).toEqual([]);
    await grow(path.join(jobs, 'job'), 20);
    const last = await start(other, 'another', 'content');
    expect(await readdir(jobs)).toEqual(['another']);
    // Else it may still write into the folder while that is removed.
    expect((await other.run('follow', 'another', last, '1')).code).toBe(0);
  },
);

it('keeps a store path under a name, and lets go of it', async () => {
  const other = await remoteShell('dash');
  expect((await other.run('keep', 'pi', '/nix/store/x')).code).toBe(127);
  await other.add('nix-store', '#!/bin/sh\nprintf "%s\\n" "$@" >&2\nln -s "$2" "$4"\n');
  const root = path.join(other.state, 'roots/pi');
  const { code, out, err } = await other.run('keep', 'pi', '/nix/store/x');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toBe(`--realise\n/nix/store/x\n--add-root\n${root}\n--indirect\n`);
  expect((await other.run('keep', 'pi', '--help')).code).toBe(2);
  expect((await other.run('unkeep', 'pi', 'not-there')).code).toBe(0);
  expect(await readdir(path.dirname(root))).toEqual([]);
});
