import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildReal, makeFlake, SLOW_S } from './nix-flake.ts';

let flake: Awaited<ReturnType<typeof makeFlake>>;
beforeAll(async () => (flake = await makeFlake()));
afterAll(() => flake.remove());

/** The processes of the slow derivation, wherever they run: its shell and its sleep have the number on their command line. */
async function builders(): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(`sleep ${SLOW_S}`) || line.includes(`sleep\0${SLOW_S}`));
}

// Folders that do not lie in each other: Nix would make its mount points in the real ones.
const SHELL = '/bin=/usr/bin /lib=/usr/lib /lib64=/usr/lib64';

it.each([
  ['without a sandbox', ['--option', 'sandbox', 'false']],
  ['in the sandbox', ['--option', 'sandbox', 'true', '--option', 'sandbox-fallback', 'false']],
])('leaves no builder running when it is cancelled, %s', async (_, sandbox) => {
  const controller = new AbortController();
  const users = ['--option', 'substituters', '', '--option', 'build-users-group', ''];
  const options = [...users, ...sandbox, '--option', 'extra-sandbox-paths', SHELL];
  const building = buildReal({ flakeRef: `path:${flake.dir}#slow`, options }, controller.signal);
  let running = await builders();
  for (let tries = 0; running.length < 2 && tries < 200; tries++) {
    await sleep(50);
    running = await builders();
  }
  expect(running).toHaveLength(2);
  const before = performance.now();
  controller.abort();
  expect((await building).end).toEqual({ type: 'cancelled' });
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(await builders()).toEqual([]);
});
