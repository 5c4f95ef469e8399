import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { DraftAnswers } from '../../src/contract/window/draft.ts';
import { examine } from '../../src/node/doctor/doctor.ts';
import { createKept } from '../../src/node/kept/kept.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { projects } from '../../src/node/projects/pack.ts';
import { createSsh } from '../../src/node/ssh/ssh-port.ts';
import type { PlacedPorts } from '../../src/core/places/build-at.ts';
import { createOffers } from '../../src/main/offers.ts';
import { createMachines } from '../../src/main/places/machines-file.ts';
import { placesHandlers } from '../../src/main/places/places-handlers.ts';
import { createPlaces, type TryOut } from '../../src/main/places/places.ts';
import { tryOutDemo } from '../../src/main/places/try-out.ts';
import '../../src/main/places/set-up.ts';
import { appErrorOf } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv } from './places-support.ts';

const ANSWERS: DraftAnswers = {};
const PLACE = 'host:other';

let other: OtherMachine;
let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
beforeAll(async () => {
  other = await startOtherMachine();
  flake = await makePlacesFlake();
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await other.stop();
  await flake.remove();
});

/** The places with everything real but the project: a flake of which nothing has to be fetched. */
async function realPlaces(tryOut?: TryOut) {
  const folder = await tempFolder();
  for (const [name, value] of Object.entries({ ...nixberryEnv(join(folder, 'data')), ...other.env }))
    vi.stubEnv(name, value);
  const nix = createNixPort();
  const { kept, roots } = createKept(nix);
  const timestamp = (): string => new Date().toISOString();
  const ssh = createSsh({ env: { ...process.env } });
  const ports: PlacedPorts = { nix, ssh, projects, roots, kept, clock: performance, timestamp };
  const offers = createOffers();
  const places = createPlaces({
    ...{ ports, examine: (signal) => examine(signal, nix) },
    machines: createMachines(join(folder, 'machines.json')),
    tryOut: tryOut ?? ((_answers, _signal, work) => work({ flakeRef: `git+file://${flake.dir}#pi`, options: [] })),
    offerKey: (offered) => offers.offer('host-key', offered),
  });
  const calls = placesHandlers({ places, offers });
  await calls['places.add']({ destination: 'other' });
  return { calls, nix };
}

test('this computer says what it is, and what a build here takes', async () => {
  const { calls } = await realPlaces();
  const report = await calls['places.test']({ place: 'here' });
  expect(report).toMatchObject({ system: 'x86_64-linux', nix: expect.stringMatching(/^2\./) as string });
  const cost = await calls['places.dryRun']({ place: 'here', how: 'auto', answers: ANSWERS });
  expect(cost).toMatchObject({ how: 'cross', why: 'cross-no-arm', downloadBytes: 0, estimateMs: null });
  expect(cost.toBuild).toBeGreaterThan(0);
});

test('the demo can be asked for as well', async () => {
  const { calls } = await realPlaces(tryOutDemo(createNixPort()));
  const cost = await calls['places.dryRun']({ place: 'here', how: 'auto', answers: ANSWERS });
  expect(cost).toMatchObject({ how: null, compiled: [], downloadBytes: 0 });
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('nixberry-no-result'))).toEqual([]);
});

test('a machine is looked at by ssh, once its key was compared and accepted', async () => {
  const { calls } = await realPlaces();
  await other.forgetHostKey();
  const unknown = await calls['places.test']({ place: PLACE });
  if (unknown.state !== 'host-key') throw new Error(unknown.state);
  expect(unknown.fingerprint).toBe(await other.fingerprint());
  await calls['places.trust']({ id: unknown.id });
  expect(await readFile(other.knownHosts, 'utf8')).toContain('ssh-ed25519');
  expect(await calls['places.test']({ place: PLACE })).toMatchObject({ system: 'x86_64-linux' });
  const cost = await calls['places.dryRun']({ place: PLACE, how: 'auto', answers: ANSWERS });
  expect(cost).toMatchObject({ how: 'cross', why: 'cross-no-arm' });
  expect(cost.toBuild).toBeGreaterThan(0);
});

test('a flake that wants the network says so', async () => {
  const wanting: TryOut = (_answers, _signal, work) =>
    work({ flakeRef: 'github:nixberry/there-is-no-network#pi', options: [] });
  const { calls } = await realPlaces(wanting);
  const error = await appErrorOf(async () => calls['places.dryRun']({ place: 'here', how: 'auto', answers: ANSWERS }));
  expect(error).toMatchObject({ code: 'build-failed', facts: { cause: 'offline' } });
});
