import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { CALLS } from '../../../src/contract/api.ts';
import { finding } from '../../../src/core/doctor/finding.ts';
import { createAsking } from '../../../src/main/places/asking.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { KEY, scriptedMachine, somePlaces } from './some-places.ts';

const FORGE = { id: 'host:ada@forge', kind: 'host', machine: 'ada@forge' };

test('machines are remembered over a restart, each once, in a file of their owner', async () => {
  const folder = await tempFolder();
  const { calls } = somePlaces(folder);
  expect(await calls['places.add']({ destination: ' ada@forge ' })).toEqual(FORGE);
  await calls['places.add']({ destination: 'ada@forge' });
  await calls['places.add']({ destination: 'root@[fe80::1]:2222' });
  const again = somePlaces(folder).calls;
  const listed = await again['places.list'](undefined);
  expect(listed.map(({ id }) => id)).toEqual(['here', 'host:ada@forge', 'host:root@[fe80::1]:2222']);
  expect((await stat(path.join(folder, 'machines.json'))).mode & 0o777).toBe(0o600);
  await again['places.remove']({ place: 'host:ada@forge' });
  expect((await again['places.list'](undefined)).map(({ id }) => id)).toEqual(['here', 'host:root@[fe80::1]:2222']);
});

test.each(['-oProxyCommand=x', 'ada@-forge', 'forge; rm -rf /', '', 'ada@forge:99999', 'ssh://forge'])(
  'what is no machine is not added: %s',
  async (destination) => {
    const folder = await tempFolder();
    const { calls } = somePlaces(folder);
    expect(await appErrorOf(async () => calls['places.add']({ destination }))).toMatchObject({ code: 'place-unknown' });
    await expect(readFile(path.join(folder, 'machines.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  },
);

test('what somebody wrote into the file is read as if it was typed', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'machines.json'), JSON.stringify(['-oProxyCommand=x', 'ada@forge', '[::1']));
  expect((await somePlaces(folder).calls['places.list'](undefined)).map(({ id }) => id)).toEqual(['here', FORGE.id]);
});

test('the page cannot have a machine looked at that nobody added', async () => {
  const { calls, places, machine } = somePlaces(await tempFolder());
  for (const place of ['host:ada@forge', 'store:ssh-ng://forge', "builders:'ssh://forge'", 'here ']) {
    expect(await appErrorOf(async () => calls['places.test']({ place }))).toMatchObject({ code: 'place-unknown' });
    expect(await appErrorOf(places.open(place))).toMatchObject({ code: 'place-unknown' });
  }
  expect(machine.trusted).toEqual([]);
});

test('a key that is not known is shown, and accepting it accepts that key alone, once', async () => {
  const { calls, machine } = somePlaces(await tempFolder());
  await calls['places.add']({ destination: 'ada@forge' });
  const report = CALLS['places.test'].output.parse(await calls['places.test']({ place: FORGE.id }));
  const { algorithm, fingerprint } = KEY;
  expect(report).toEqual({ state: 'host-key', id: expect.any(String) as string, algorithm, fingerprint });
  expect(machine.trusted).toEqual([]);
  // Somebody else answers meanwhile: what was shown counts.
  machine.key = { ...KEY, fingerprint: 'SHA256:other' };
  const id = report.state === 'host-key' ? report.id : '';
  await calls['places.trust']({ id });
  expect(machine.trusted).toEqual([KEY]);
  expect(await appErrorOf(async () => calls['places.trust']({ id }))).toMatchObject({ code: 'offer-gone' });
  expect(await calls['places.test']({ place: FORGE.id })).toMatchObject({ state: 'host-key' });
  machine.key = KEY;
  expect(CALLS['places.test'].output.parse(await calls['places.test']({ place: FORGE.id }))).toMatchObject({
    ...{ state: 'ready', system: 'aarch64-linux', nix: '2.31.1', freeBytes: 92_160_000_000 },
  });
});

test.each([
  ['ready', [finding('nix', 'ok', 'ok', { version: '2.31.1' }), finding('rights', 'none', 'problem')]],
  ['careful', [finding('aarch64', 'no', 'warning')]],
  ['no', [finding('store', 'stopped', 'problem')]],
  // Elsewhere that is no more than a warning.
  ['no', [finding('nix', 'missing', 'warning')]],
  ['no', [finding('aarch64', 'intel-mac', 'warning')]],
] as const)('this computer is %s with %j', async (state, findings) => {
  const { calls } = somePlaces(await tempFolder(), scriptedMachine(), findings);
  const report = CALLS['places.test'].output.parse(await calls['places.test']({ place: 'here' }));
  expect(report).toMatchObject({ state });
  // What writing a card needs says nothing about building.
  expect(report.state !== 'host-key' && report.findings.map(({ id }) => id)).not.toContain('rights');
});

test('looking can be cancelled', async () => {
  const machine = scriptedMachine();
  machine.hangs = true;
  const { calls } = somePlaces(await tempFolder(), machine);
  await calls['places.add']({ destination: 'ada@forge' });
  const run = vi.spyOn(machine.ssh, 'run');
  const looking = appErrorOf(async () => calls['places.test']({ place: FORGE.id }));
  await expect.poll(() => run.mock.calls.length).toBe(1);
  await calls['places.cancel']({ place: FORGE.id });
  expect(await looking).toMatchObject({ code: 'cancelled' });
});

test('what takes too long is ended, and said', async () => {
  const asked = createAsking().run('here', { what: 'test', limitMs: 5 }, (signal) => {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
  });
  expect(await appErrorOf(asked)).toMatchObject({ code: 'nix-timeout', facts: { command: 'test', ms: 5 } });
});

test('asking the same again ends what was asked before, and nothing else', async () => {
  const asking = createAsking();
  const until = (signal: Parameters<Parameters<typeof asking.run>[2]>[0]): Promise<never> =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))));
  const limit = { what: 'test', limitMs: 60_000 };
  const first = appErrorOf(asking.run('here', limit, until));
  let isOtherEnded = false;
  const other = appErrorOf(asking.run('host:forge', limit, until)).finally(() => (isOtherEnded = true));
  const second = asking.run('here', limit, () => Promise.resolve('second'));
  expect(await first).toMatchObject({ code: 'cancelled' });
  expect(await second).toBe('second');
  expect(isOtherEnded).toBe(false);
  asking.cancel('host:forge');
  expect(await other).toMatchObject({ code: 'cancelled' });
});
