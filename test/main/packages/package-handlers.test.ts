import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageHandlers } from '../../../src/main/packages/package-handlers.ts';
import { createPackageLists } from '../../../src/main/packages/package-lists.ts';
import { listPackages } from '../../../src/node/nix/list-packages.ts';
import { MAX_FOUND_PACKAGES, packageSearchSchema } from '../../../src/contract/window/packages.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import type { Projects } from '../../../src/main/projects/projects.ts';

type Run = NixPort['run'];

/** A draft that was saved nowhere. */
const NO_PROJECT = projectIn(null);

function projectIn(folder: string | null): { readonly projects: Projects } {
  const current = () => Promise.resolve(folder === null ? null : { folder, host: 'pi', flakeRef: `${folder}#pi` });
  return { projects: { current } as unknown as Projects };
}

/** A Nix that answers only when its run is ended. */
const hangs: Run = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(new AppError('cancelled'));
    signal.addEventListener('abort', () => reject(new AppError('cancelled')));
  });

const answers =
  (stdout: string): Run =>
  () =>
    Promise.resolve({ code: 0, stdout, stderr: [] });

/** The handlers over this Nix. */
function handlersOf(world: { readonly projects: Projects }, run: Run, hasRoom = true) {
  const packages = createPackageLists((nixpkgs, signal) => listPackages({ run }, nixpkgs, signal));
  return packageHandlers({ ...world, packages }, () => hasRoom);
}

it('ends the search before when the next letter comes', async () => {
  const handlers = handlersOf(NO_PROJECT, hangs);
  const first = handlers['packages.search']({ text: 'ht', release: '26.05' });
  const second = handlers['packages.search']({ text: 'hto', release: '26.05' });
  expect(await first).toEqual({ type: 'cancelled' });
  void handlers['packages.cancel'](undefined);
  expect(await second).toEqual({ type: 'cancelled' });
});

it('does not begin what this computer has no memory for, and says so', async () => {
  const run: Run = () => Promise.reject(new AppError('unexpected'));
  const handlers = handlersOf(NO_PROJECT, run, false);
  expect(await handlers['packages.search']({ text: 'htop', release: '26.05' })).toEqual({ type: 'no-memory' });
});

it('cuts a list that nobody would read, and says so', async () => {
  const many = Array.from({ length: MAX_FOUND_PACKAGES + 1 }, (_, at) => [
    `legacyPackages.aarch64-linux.p${String(at)}`,
    { version: '1', description: '' },
  ]);
  const handlers = handlersOf(NO_PROJECT, answers(JSON.stringify(Object.fromEntries(many))));
  const found = packageSearchSchema.parse(await handlers['packages.search']({ text: 'p', release: '26.05' }));
  expect(found).toMatchObject({ type: 'found', more: true });
});

it.each([
  [new AppError('nix-missing'), { type: 'nix-missing' }],
  [new AppError('nix-timeout', { command: 'nix search', ms: 1 }), { type: 'too-slow' }],
  [new AppError('unexpected', { detail: 'no network' }), { type: 'failed', detail: 'no network' }],
])('turns %s into an answer', async (error, answer) => {
  const handlers = handlersOf(NO_PROJECT, () => Promise.reject(error));
  expect(await handlers['packages.search']({ text: 'htop', release: '26.05' })).toEqual(answer);
});

it('searches the nixpkgs that the project is locked to, if it is of the release', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nixberry-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const rev = 'a'.repeat(40);
  const nixpkgs = {
    locked: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', rev },
    original: { type: 'github', owner: 'NixOS', repo: 'nixpkgs', ref: 'nixos-26.05' },
  };
  const lock = { nodes: { nixpkgs_2: nixpkgs, root: { inputs: { nixpkgs: 'nixpkgs_2' } } }, root: 'root', version: 7 };
  await writeFile(join(folder, 'flake.lock'), JSON.stringify(lock));
  const asked: (string | undefined)[] = [];
  const run: Run = (argv) => {
    asked.push(argv[argv.indexOf('--') + 1]);
    return Promise.resolve({ code: 0, stdout: '{}', stderr: [] });
  };
  const handlers = handlersOf(projectIn(folder), run);
  await handlers['packages.search']({ text: 'htop', release: '26.05' });
  await handlers['packages.search']({ text: 'htop', release: 'unstable' });
  expect(asked).toEqual([`github:NixOS/nixpkgs/${rev}`, 'github:NixOS/nixpkgs/nixos-unstable']);
});
