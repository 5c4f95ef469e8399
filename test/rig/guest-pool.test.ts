import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { runInGuests, type PooledRig } from './guest-pool.ts';
import type { Scenario } from './scenario.ts';

/** Within vitest's own limit for a test; waitFor's is a second, which is little on a busy computer. */
const BUSY_MS = 4000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nb-pool-'));
  vi.spyOn(console, 'log').mockReturnValue(undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** A guest of which the pool, and nobody else, wants something. */
function fakeRig(stop = ended(), cutPower = ended()): PooledRig {
  const rig: unknown = {
    guest: { console: () => Promise.resolve('the console') },
    transcript: [],
    unplugAll: ended(),
    stop,
    cutPower,
  };
  return rig as PooledRig;
}

function ended(): Mock<() => Promise<void>> {
  return vi.fn(() => Promise.resolve());
}

function scenario(name: string, run: Scenario['run'] = () => Promise.resolve('fine')): Scenario {
  return { name, expected: 'fine', run };
}

const never = new AbortController().signal;

describe('runInGuests', () => {
  it('fails the one scenario whose guest boots neither the first nor the second time, and goes on', async () => {
    const boot = vi.fn(() => Promise.resolve(fakeRig()));
    boot.mockRejectedValueOnce(new Error('no boot')).mockRejectedValueOnce(new Error('no boot again'));
    const results = await runInGuests([scenario('a'), scenario('b')], { guests: 1, boot, folder, signal: never });
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(results[0]?.seen).toContain('no boot again');
    expect(await readFile(path.join(folder, 'a.log'), 'utf8')).toContain('no boot again');
  });

  it('boots once more', async () => {
    const boot = vi.fn(() => Promise.resolve(fakeRig())).mockRejectedValueOnce(new Error('busy'));
    const results = await runInGuests([scenario('a')], { guests: 1, boot, folder, signal: never });
    expect(results.map(({ passed }) => passed)).toEqual([true]);
    expect(boot).toHaveBeenCalledTimes(2);
  });

  it('leaves a guest alone while another does not boot', async () => {
    const stop = ended();
    const boot = vi
      .fn(() => Promise.reject<PooledRig>(new Error('no boot')))
      .mockImplementationOnce(() => Promise.resolve(fakeRig(stop)));
    let end = (): void => undefined;
    const long = scenario('long', () => new Promise((resolve) => (end = () => resolve('fine'))));
    const running = runInGuests([long, scenario('b')], { guests: 2, boot, folder, signal: never });
    await vi.waitFor(() => readFile(path.join(folder, 'b.log')), { timeout: BUSY_MS });
    expect(stop).not.toHaveBeenCalled();
    end();
    expect((await running).map(({ passed }) => passed)).toEqual([true, false]);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('takes a fresh guest after a failure, also when the old one does not end well', async () => {
    const boot = vi.fn(() => Promise.resolve(fakeRig()));
    const bad = fakeRig(ended().mockRejectedValue(new Error('QEMU')));
    boot.mockResolvedValueOnce(bad);
    const fails = scenario('a', () => Promise.reject(new Error('not so')));
    const results = await runInGuests([fails, scenario('b')], { guests: 1, boot, folder, signal: never });
    expect(results.map(({ passed }) => passed)).toEqual([false, true]);
    expect(boot).toHaveBeenCalledTimes(2);
    expect(await readFile(path.join(folder, 'a.log'), 'utf8')).toMatch(/not so[^]*the console/);
  });

  it('when interrupted: what runs has failed, what is done counts, nothing else begins, the guest is cut off', async () => {
    const [stop, cutPower] = [ended(), ended()];
    const boot = vi.fn(() => Promise.resolve(fakeRig(stop, cutPower)));
    const abort = new AbortController();
    const hangs = scenario('hangs', () => {
      abort.abort(new Error('ended by SIGTERM'));
      return new Promise(() => undefined);
    });
    const last = vi.fn(() => Promise.resolve('fine'));
    const scenarios = [scenario('a'), hangs, scenario('c', last)];
    const results = await runInGuests(scenarios, { guests: 1, boot, folder, signal: abort.signal });
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ['a', true],
      ['hangs', false],
    ]);
    expect(results[1]?.seen).toContain('ended by SIGTERM');
    expect(last).not.toHaveBeenCalled();
    expect(cutPower).toHaveBeenCalledOnce();
    expect(stop).not.toHaveBeenCalled();
  });
});
