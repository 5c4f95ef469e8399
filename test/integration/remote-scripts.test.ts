import { execa } from 'execa';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/waiting.ts';
import { allGone, processesWith, remoteShell, type RemoteShell } from './remote-shell.ts';

// The scripts that run on the other machine, run here, without ssh. What they do by ssh: place-host.test.ts.

const LOG = 'argument build\nargument a  b\'"$x\nno line feed';

async function started(other: RemoteShell, id = 'job'): Promise<string> {
  const { code, out } = await other.run('start', id, 'content', 'argv', 'build', 'a  b\'"$x');
  expect(code).toBe(0);
  return out.trim();
}

describe.each(['dash', 'bash'])('a build with %s', (shell) => {
  it('goes on by itself, and is there to be followed and taken later', async () => {
    const other = await remoteShell(shell);
    await other.nix({ ticks: 1, code: 7 });
    expect(await other.job('job')).toEqual({ state: 'none' });
    const run = await started(other);
    expect(await other.job('job')).toMatchObject({
      state: 'running',
      run,
      content: 'content',
      argv: 'argv',
      collected: 'no',
    });
    const { code, out } = await other.run('follow', 'job', run, '1');
    expect({ code, out }).toEqual({ code: 0, out: LOG.replace('no line', 'tick 1\nno line') });
    expect(await other.job('job')).toMatchObject({ state: 'ended', collected: 'no' });
    const { code: taken, out: result } = await other.run('collect', 'job', run);
    expect([taken, result]).toEqual([0, expect.stringMatching(/^7 [12]\n\[{"outputs":{}}\]\n$/)]);
    expect(await other.job('job')).toMatchObject({ state: 'ended', collected: 'yes' });
    // Only what is needed is left.
    expect((await readdir(path.join(other.state, 'jobs'))).sort()).toEqual(['job']);
    expect((await execa('find', [other.state, '-perm', '/077'])).stdout).toBe('');
  });

  it('is followed from any byte of its log', async () => {
    const other = await remoteShell(shell);
    const run = await started(other);
    await until('its end', async () => (await other.job('job')).state === 'ended');
    expect((await other.run('follow', 'job', run, '16')).out).toBe(LOG.slice(15));
    expect((await other.run('follow', 'job', run, '1000')).out).toBe('');
  });

  it('is no longer followed when nobody reads that, and goes on', async () => {
    const other = await remoteShell(shell);
    await other.nix({ ticks: 60 });
    const run = await started(other);
    const following = await other.start('follow', ['job', run, '1']);
    await until('the log', () => following.out().includes('argument'));
    following.hangUp();
    expect((await following.ended).code).toBe(6);
    expect((await other.job('job')).state).toBe('running');
    await other.run('stop', 'job', run);
  });

  it('is started once', async () => {
    const other = await remoteShell(shell);
    await other.nix({ ticks: 60 });
    const codes = await Promise.all(
      [1, 2, 3].map(async () => (await other.run('start', 'job', 'content', 'argv', 'build')).code),
    );
    expect(codes.sort()).toEqual([0, 3, 3]);
    const { run = '' } = await other.job('job');
    expect((await other.run('stop', 'job', run)).code).toBe(0);
    expect((await other.run('start', 'job', 'content', 'argv', 'build')).code).toBe(0);
    // Of the run before there is nothing to be had, and nothing to be stopped.
    expect((await other.run('follow', 'job', run, '1')).code).toBe(4);
    expect((await other.run('collect', 'job', run)).code).toBe(4);
    expect((await other.run('stop', 'job', run)).code).toBe(0);
    const newer = await other.job('job');
    expect(newer.state).toBe('running');
    await other.run('stop', 'job', newer.run ?? '');
  });

  it('that was killed is gone, and whoever follows it learns of it', async () => {
    const other = await remoteShell(shell);
    await other.nix({ ticks: 60 });
    const run = await started(other);
    const following = await other.start('follow', ['job', run, '1']);
    await until('the log', () => following.out().includes('argument'));
    const [pid = ''] = (await readFile(path.join(other.state, 'jobs/job/process'), 'utf8')).split(' ');
    process.kill(-Number(pid), 'SIGKILL');
    expect((await following.ended).code).toBe(3);
    expect((await other.job('job')).state).toBe('gone');
    // A number that belongs to somebody else by now, after a new start of the machine for example.
    await writeFile(path.join(other.state, 'jobs/job/process'), `${process.pid} 12345 another-boot\n`);
    expect((await other.job('job')).state).toBe('gone');
    expect((await other.run('stop', 'job', run)).code).toBe(0);
    await started(other);
  });

  it('cannot be started where there is no Nix', async () => {
    const other = await remoteShell(shell, ['nix']);
    expect((await other.run('start', 'job', 'content', 'argv', 'build')).code).toBe(127);
    expect((await other.run('nix', 'nix', '--version')).code).toBe(127);
  });

  it('has no name that leads elsewhere', async () => {
    const other = await remoteShell(shell);
    for (const name of ['', '.', '..', '.hidden', 'a/b', '../a', 'a\nb'])
      for (const script of ['job', 'start', 'stop', 'follow', 'receive', 'lock', 'keep', 'unkeep'] as const)
        expect([name, script, (await other.run(script, name, '', '', '')).code]).toEqual([name, script, 2]);
  });
});

describe.each([
  ['dash', []],
  ['bash', []],
  // As on macOS.
  ['bash', ['setsid']],
  ['dash', ['setsid']],
])('stop.sh with %s, without %j', (shell, hidden) => {
  it('leaves nothing running', async () => {
    const other = await remoteShell(shell, hidden);
    const mark = String(200_000 + Math.floor(Math.random() * 100_000));
    // As a builder of Nix, which leads a group of its own.
    const builder = `/usr/bin/setsid sleep ${mark} & sleep ${mark} & echo begun >&2; wait`;
    await other.nix({ script: `#!/bin/sh\n${builder}\n` });
    const run = await started(other);
    const following = await other.start('follow', ['job', run, '1']);
    await until('the builders', async () => (await processesWith(`sleep ${mark}`)).length === 2);
    expect((await other.run('stop', 'job', run)).code).toBe(0);
    await allGone(mark);
    expect((await following.ended).code).toBe(5);
    expect(await other.job('job')).toMatchObject({ collected: 'yes' });
  });
});

it.each([[[]], [['setsid']]])('stop.sh kills what does not listen, without %j', async (hidden) => {
  const other = await remoteShell('dash', hidden);
  const mark = String(300_000 + Math.floor(Math.random() * 100_000));
  await other.nix({ script: `#!/bin/sh\ntrap '' TERM INT HUP\nwhile :; do sleep ${mark}; done\n` });
  const run = await started(other);
  await until('it to sleep', async () => (await processesWith(`sleep ${mark}`)).length > 0);
  expect((await other.run('stop', 'job', run)).code).toBe(0);
  await allGone(mark);
  expect((await other.job('job')).state).not.toBe('running');
});

describe.each(['dash', 'bash'])('nix.sh with %s', (shell) => {
  it('hands on arguments, output and exit code', async () => {
    const other = await remoteShell(shell);
    await other.nix({ code: 101 });
    const ended = await other.run('nix', 'nix', 'eval', '--apply', 'x: "a\'b"\n', '');
    expect(ended).toMatchObject({
      code: 101,
      out: '[{"outputs":{}}]\n',
      err: 'argument eval\nargument --apply\nargument x: "a\'b"\n\nargument \nno line feed',
    });
  });

  it('ends with the connection', async () => {
    const other = await remoteShell(shell);
    const mark = String(400_000 + Math.floor(Math.random() * 100_000));
    await other.nix({ script: `#!/bin/sh\nexec sleep ${mark}\n` });
    const running = await other.start('nix', ['nix', 'eval']);
    await until('it to sleep', async () => (await processesWith(`sleep ${mark}`)).length > 0);
    running.hangUp();
    await allGone(`sleep ${mark}`);
    expect((await running.ended).code).toBe(143);
  });

  it('runs nothing else', async () => {
    const other = await remoteShell(shell);
    expect((await other.run('nix', 'sh', '-c', 'echo hello')).code).toBe(2);
  });
});
