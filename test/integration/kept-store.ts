import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import * as z from 'zod';
import { keepImage, type KeepNote } from '../../src/core/kept/keep.ts';
import type { KeptPort } from '../../src/core/kept/ports.ts';
import type { KeptImage } from '../../src/core/kept/record.ts';
import { buildArgv } from '../../src/core/nix/argv.ts';
import { findImage } from '../../src/core/nix/image.ts';
import type { NixPort } from '../../src/core/nix/ports.ts';
import { localSite } from '../../src/core/nix/site.ts';
import type { Roots } from '../../src/core/places/place.ts';
import { createKept } from '../../src/node/kept/kept.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { SYSTEM } from './nix-flake.ts';

const TIMEOUT_MS = 60_000;
const ATTRIBUTE = 'nixosConfigurations.greenhouse.config.system.build.sdImage';

const result = z.array(z.object({ outputs: z.object({ out: z.string() }) })).min(1);

export interface KeptStore {
  /** For children: a Nix store and a folder of images of this test alone. */
  readonly env: Readonly<Record<string, string>>;
  readonly flakeFolder: string;
  /** Of images. */
  readonly folder: string;
  readonly nix: NixPort;
  readonly kept: KeptPort;
  readonly roots: Roots;
  /** Forgets every image. */
  readonly forget: () => Promise<void>;
  /** Builds an image of a system of this version, whose kernel has this many KiB, and keeps it. */
  readonly keep: (version: string, kernel?: string, kib?: number, count?: number) => Promise<KeptImage>;
  readonly collectGarbage: () => Promise<void>;
}

/** A Nix store of its own, in which garbage may be collected: that of this computer is never touched. */
export async function useKeptStore(): Promise<KeptStore> {
  const base = await mkdtemp(join(tmpdir(), 'nixberry-kept-'));
  const env = {
    NIX_STORE_DIR: join(base, 'store'),
    NIX_STATE_DIR: join(base, 'var'),
    NIX_LOG_DIR: join(base, 'log'),
    NIX_CONFIG: 'sandbox = false\nbuild-users-group =\nsubstituters =',
    XDG_DATA_HOME: join(base, 'data'),
    XDG_CACHE_HOME: join(base, 'cache'),
  };
  const flakeFolder = join(base, 'pis');
  const folder = join(env.XDG_DATA_HOME, 'nixberry', 'images');
  const nix = createNixPort();
  const { kept, roots } = createKept(nix, folder);
  beforeAll(async () => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    await execa('git', ['init', '--quiet', flakeFolder]);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    // The store has folders that nobody may write to.
    await execa('chmod', ['-R', 'u+w', base]);
    await rm(base, { recursive: true, force: true });
  });
  const keep: KeptStore['keep'] = async (version, kernel = '6.12.41', kib = 100, count = 3) => {
    await writeFlake(flakeFolder, version, kernel, kib);
    const flake = `git+file://${flakeFolder}`;
    return keepResult(flake, await build(nix, flakeFolder), nix, kept, roots, count);
  };
  return {
    ...{ env, flakeFolder, folder, nix, kept, roots, keep },
    forget: () => rm(folder, { recursive: true, force: true }),
    collectGarbage: async () => {
      expect(process.env.NIX_STORE_DIR).toBe(env.NIX_STORE_DIR);
      await execa('nix-store', ['--gc'], { env, timeout: TIMEOUT_MS });
    },
  };
}

/** A system of two packages, and an image of it that refers to nothing, as a compressed one. */
async function writeFlake(folder: string, version: string, kernel: string, kib: number): Promise<void> {
  await writeFile(join(folder, 'flake.lock'), JSON.stringify({ version: 7, root: 'root', nodes: { root: {} } }));
  await writeFile(
    join(folder, 'flake.nix'),
    `{
  outputs = { self }: let
    run = name: script: derivation {
      inherit name;
      system = "${SYSTEM}";
      builder = "/bin/sh";
      args = [ "-c" "export PATH=/usr/bin:/bin; \${script}" ];
    };
    package = name: kib: run name "mkdir $out; head -c \${toString (kib * 1024)} /dev/zero > $out/data";
    system = run "nixos-system-greenhouse-${version}"
      "mkdir $out; echo \${package "linux-${kernel}" ${kib}} \${package "systemd-257" 8} > $out/packages";
    image = run "greenhouse.img.zst"
      "test -e \${system}/packages && mkdir -p $out/sd-image && echo ${version} > $out/sd-image/greenhouse.img.zst";
  in {
    ${ATTRIBUTE} = image;
  };
}
`,
  );
  await execa('git', ['add', '.'], { cwd: folder });
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  await execa('git', [...who, 'commit', '--quiet', '--message', version], { cwd: folder });
}

async function build(nix: NixPort, folder: string): Promise<string> {
  const installable = `git+file://${folder}#${ATTRIBUTE}`;
  const argv = buildArgv({ installable, dryRun: false, options: [], outLink: null });
  const { signal } = new AbortController();
  const { code, stdout, stderr } = await nix.run(argv, { signal, timeoutMs: TIMEOUT_MS });
  if (code !== 0) throw new Error(stderr.join('\n'));
  return result.parse(JSON.parse(stdout))[0]?.outputs.out ?? '';
}

async function keepResult(
  flake: string,
  storePath: string,
  nix: NixPort,
  kept: KeptPort,
  roots: Roots,
  count: number,
): Promise<KeptImage> {
  const { path: imagePath, bytes } = await findImage(nix, storePath);
  const { signal } = new AbortController();
  const release = (): Promise<void> => Promise.resolve();
  const site = { ...localSite(nix, flake, signal), ...roots, destination: null, release, finish: release };
  const how = { how: 'native', place: 'here', built: 4, downloadBytes: 0, ms: 1500 } as const;
  const what = { flake, attribute: 'greenhouse', host: 'greenhouse', storePath, imagePath, bytes };
  const built = { ...how, ...what, startedAt: new Date().toISOString() };
  const notes: KeepNote[] = [];
  const image = await keepImage(built, site, kept, count, { signal, note: (note) => notes.push(note) });
  if (image === null || notes.length > 0) throw new Error(JSON.stringify(notes));
  return image;
}
