import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchList } from '../../../src/node/drives/watch.ts';
import { until } from '../../support/waiting.ts';

let folder: string;

/** A udevadm of our own: prints the heading, writes its pid, and then prints an event whenever it gets SIGUSR1. */
const FAKE_UDEVADM = `#!${process.execPath}
console.log('monitor will print the received events for:\\nUDEV - the event which udev sends out after rule processing\\n');
require('node:fs').writeFileSync(__dirname + '/pid', process.pid + '\\n');
process.on('SIGUSR1', () => console.log('UDEV  [3512.871104] add      /devices/pci0000:00/usb2/block/sda (block)'));
setInterval(() => undefined, 1000);
`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nixberry-watch-'));
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function installUdevadm(): Promise<void> {
  await writeFile(`${folder}/udevadm`, FAKE_UDEVADM);
  await chmod(`${folder}/udevadm`, 0o755);
}

/** The child's pid. Only a whole number: 0, of a file that is still empty, would be our own process group. */
async function udevadmPid(): Promise<number> {
  const text = await until('udevadm to start', async () => {
    const written = await readFile(`${folder}/pid`, 'utf8').catch(() => '');
    return /^\d+\n$/.test(written) && written;
  });
  return Number(text);
}

describe('watchList', () => {
  it('looks again when udev reports something, and leaves no child', async () => {
    await installUdevadm();
    const abort = new AbortController();
    let items = ['vda'];
    const list = vi.fn(() => Promise.resolve(items));
    // The fingerprint never changes: only udev can be the reason.
    const seen = watchList({ list, fingerprint: () => 'same' }, abort.signal);
    expect((await seen.next()).value).toEqual(['vda']);

    const pid = await udevadmPid();
    const next = seen.next();
    // It looks once more when udevadm begins to listen.
    await vi.waitFor(() => expect(list).toHaveBeenCalledTimes(2));
    items = ['vda', 'sda'];
    process.kill(pid, 'SIGUSR1');
    expect((await next).value).toEqual(['vda', 'sda']);

    const end = seen.next();
    abort.abort();
    expect((await end).done).toBe(true);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('looks again once udevadm listens: what came before that made no event', async () => {
    await installUdevadm();
    const abort = new AbortController();
    const list = vi.fn(() => Promise.resolve([list.mock.calls.length]));
    const seen = watchList({ list, fingerprint: () => 'same' }, abort.signal);
    expect((await seen.next()).value).toEqual([1]);
    expect((await seen.next()).value).toEqual([2]);
    abort.abort();
    await seen.return();
  });

  it('starts a udevadm again that has died, and hears what it says', async () => {
    await installUdevadm();
    const abort = new AbortController();
    let items = ['vda'];
    const seen = watchList({ list: () => Promise.resolve(items), fingerprint: () => 'same' }, abort.signal);
    expect((await seen.next()).value).toEqual(['vda']);
    const first = await udevadmPid();
    await rm(`${folder}/pid`);
    process.kill(first, 'SIGKILL');
    const next = seen.next();
    const second = await udevadmPid();
    items = ['vda', 'sda'];
    process.kill(second, 'SIGUSR1');
    expect((await next).value).toEqual(['vda', 'sda']);
    const end = seen.next();
    abort.abort();
    expect((await end).done).toBe(true);
    expect(() => process.kill(second, 0)).toThrow('ESRCH');
  });

  it.runIf(process.platform === 'linux')('has Linux end udevadm should we be killed', async () => {
    await installUdevadm();
    await writeFile(`${folder}/setpriv`, `#!/bin/sh\necho "$*" >'${folder}/bound'\nshift 2\nexec "$@"\n`, {
      mode: 0o755,
    });
    const seen = watchList({ list: () => Promise.resolve([1]), fingerprint: null }, new AbortController().signal);
    await seen.next();
    const pid = await udevadmPid();
    await seen.return();
    expect(await readFile(`${folder}/bound`, 'utf8')).toMatch(/^--pdeathsig TERM udevadm monitor /);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('does without a udevadm that never listens', async () => {
    await writeFile(`${folder}/udevadm`, `#!/bin/sh\necho x >>'${folder}/starts'\nexit 1\n`, { mode: 0o755 });
    const abort = new AbortController();
    let calls = 0;
    const seen: number[] = [];
    const list = (): Promise<number[]> => Promise.resolve([calls]);
    for await (const [item] of watchList({ list, fingerprint: () => String((calls += 1)) }, abort.signal)) {
      seen.push(item ?? 0);
      if (seen.length === 4) abort.abort();
    }
    // In the time of three polls it would have been started again.
    expect(await readFile(`${folder}/starts`, 'utf8')).toBe('x\n');
  });

  it('looks again when the fingerprint changes, without udevadm; says nothing when the list is the same', async () => {
    const abort = new AbortController();
    let calls = 0;
    const list = vi.fn(() => Promise.resolve(calls > 1 ? ['a', 'b'] : ['a']));
    const seen: (readonly string[])[] = [];
    // Every poll differs; only from the second change on the list does, too.
    for await (const items of watchList({ list, fingerprint: () => String((calls += 1)) }, abort.signal)) {
      seen.push(items);
      if (seen.length === 2) abort.abort();
    }
    expect(seen).toEqual([['a'], ['a', 'b']]);
  });

  it('ends its child when the reader stops', async () => {
    await installUdevadm();
    const pids: number[] = [];
    for await (const items of watchList(
      { list: () => Promise.resolve([1]), fingerprint: null },
      new AbortController().signal,
    )) {
      expect(items).toEqual([1]);
      pids.push(await udevadmPid());
      break;
    }
    expect(() => process.kill(pids[0]!, 0)).toThrow('ESRCH');
  });

  it('ends its child when a listing fails, and tells the failure', async () => {
    await installUdevadm();
    const failing = watchList(
      { list: () => udevadmPid().then(() => Promise.reject(new Error('no drives'))), fingerprint: null },
      new AbortController().signal,
    );
    await expect(failing.next()).rejects.toThrow('no drives');
    const pid = await udevadmPid();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('listens to other sources', async () => {
    const abort = new AbortController();
    let items = 1;
    const seen = watchList(
      {
        list: () => Promise.resolve([items]),
        fingerprint: () => 'same',
        also: async (ring, signal) => {
          await sleep(50);
          items = 2;
          ring();
          expect(signal.aborted).toBe(false);
        },
      },
      abort.signal,
    );
    expect((await seen.next()).value).toEqual([1]);
    expect((await seen.next()).value).toEqual([2]);
    abort.abort();
    expect((await seen.next()).done).toBe(true);
  });
});
