import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SshLate, startSsh, type SshProcess, type SshProcessOptions } from '../../../src/node/ssh/ssh-process.ts';
import { textOf } from '../../../src/node/ssh/streams.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sleep, until } from '../../support/waiting.ts';

const signal = new AbortController().signal;

/** A program in the place of ssh. */
async function start(text: string, options: Partial<SshProcessOptions> = {}): Promise<SshProcess> {
  const program = path.join(await tempFolder(), 'ssh');
  await writeFile(program, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return startSsh({ program, env: { PATH: process.env.PATH } }, ['one', 'two'], { signal, ...options });
}

/** Whether it runs, and does not merely wait for somebody to notice that it has ended. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self') || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}

/** The number that it prints: that of a process which it left in the background. */
async function printed(ssh: SshProcess): Promise<number> {
  for await (const chunk of ssh.stdout as AsyncIterable<Uint8Array>) return Number(Buffer.from(chunk).toString());
  throw new Error('it printed nothing');
}

describe('a running ssh', () => {
  it('gives its output, its last lines of stderr and its exit code', async () => {
    const lines: string[] = [];
    const text = 'shift 2; echo "$*"; for i in $(seq 100); do printf "e$i\\r\\n" >&2; done; exit 3';
    const ssh = await start(text, { onLine: (line) => lines.push(line) });
    expect(await textOf(ssh.stdout, 100)).toBe('one two\n');
    const { code, stderr } = await ssh.ended;
    expect(code).toBe(3);
    expect(lines).toEqual(Array.from({ length: 100 }, (_, index) => `e${index + 1}`));
    expect(stderr).toEqual(lines.slice(-60));
  });

  it('has English words, no stdin, and nothing that could ask', async () => {
    const ssh = await start('echo "$LC_ALL $SSH_ASKPASS_REQUIRE"; cat');
    expect(await textOf(ssh.stdout, 100)).toBe('C never\n');
    expect((await ssh.ended).code).toBe(0);
  });

  it('says when somebody else has ended it', async () => {
    const ssh = await start('kill -9 $$');
    expect(await textOf(ssh.stdout, 100)).toBe('');
    expect((await ssh.ended).code).toBeNull();
  });

  it('is not waited for behind what it left in the background', async () => {
    const before = performance.now();
    const ssh = await start('sleep 60 >/dev/null & echo $! ; exit 0');
    const pid = await printed(ssh);
    expect((await ssh.ended).code).toBe(0);
    expect(performance.now() - before).toBeLessThan(5_000);
    // It ended well: what it left is its own business (a connection that stays open).
    await ssh.stop();
    expect(runs(pid)).toBe(true);
    process.kill(pid);
  });
});

describe('an ssh that is ended', () => {
  it.each([
    ['at once', 'sleep 60 & echo $!; wait'],
    ['by force when it does not listen', 'trap "" TERM; sleep 60 & echo $!; while :; do sleep 1; done'],
  ])('goes %s, with all that it started', async (_, text) => {
    const controller = new AbortController();
    const ssh = await start(text, { signal: controller.signal });
    const pid = await printed(ssh);
    controller.abort();
    expect((await appErrorOf(ssh.ended)).code).toBe('cancelled');
    await until('its child to be gone', () => !runs(pid));
  });

  it('says that time is up', async () => {
    const ssh = await start('exec sleep 60', { timeoutMs: 100 });
    await expect(ssh.ended).rejects.toBeInstanceOf(SshLate);
  });

  it('says who ended it', async () => {
    const thrower = (): void => {
      throw new Error('no more');
    };
    const ssh = await start('echo line >&2; exec sleep 60', { onLine: thrower });
    expect((await appErrorOf(ssh.ended)).facts.detail).toBe('no more');
  });

  it('is not started for what was cancelled before', async () => {
    await expect(start('', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says that there is none', async () => {
    const ssh = startSsh({ program: '/nowhere/ssh', env: {} }, [], { signal });
    expect((await appErrorOf(ssh.ended)).code).toBe('ssh-missing');
    await ssh.stop();
  });
});

describe('stdin', () => {
  it('takes all of an input', async () => {
    async function* input(): AsyncGenerator<Uint8Array> {
      for (const text of ['one', '\n', 'two']) {
        await sleep(1);
        yield Buffer.from(text);
      }
    }
    const ssh = await start('cat', { input: input() });
    expect(await textOf(ssh.stdout, 100)).toBe('one\ntwo');
  });

  it('is held open until the other side ends', async () => {
    const ssh = await start('exec 3<&0; (cat <&3 >/dev/null; echo ended) 2>&1 & sleep 0.2; echo open; kill $!', {
      input: 'held',
    });
    expect(await textOf(ssh.stdout, 100)).toBe('open\n');
    expect((await ssh.ended).code).toBe(0);
  });
});
