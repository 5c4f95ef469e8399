import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { followJob } from '../../../src/core/jobs/follow-job.ts';
import { build } from '../../../src/core/nix/build.ts';
import type { BuildEvent, BuildResult } from '../../../src/core/nix/events.ts';
import { queryConfig } from '../../../src/core/nix/query.ts';
import { demoOptions } from '../../../src/node/demo/demo-options.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';
import type { PiFiles } from '../prepare/pi.ts';

const FLAKE = path.join(import.meta.dirname, '../pi/flake');
const PI_ROOT = path.join(import.meta.dirname, '../pi/root');

const BUILD_MS = 120_000;

/** A card that Nix has built. */
export interface BuiltCard {
  /** The image, in the store. */
  readonly image: string;
  /** The Pi's name, which it has of nobody else and says when it asks for a login. */
  readonly hostName: string;
}

/** What extlinux.conf says to a kernel that speaks on these consoles. */
export function extlinuxFor(consoles: readonly string[]): string {
  const parameters = [...consoles.map((name) => `console=${name}`), 'quiet', 'loglevel=3', 'panic=-1'];
  const label = ['linux /vmlinuz', 'initrd /initrd.gz', `append ${parameters.join(' ')}`];
  return ['default pi', 'timeout 1', 'label pi', ...label.map((line) => `  ${line}`), ''].join('\n');
}

/**
 * A small Pi's card, built by Nix as the demo's is: from a flake that needs no nixpkgs and no network, with the options that
 * the demo finds for this computer. `folder` keeps the flake and the link to the image.
 */
export async function buildCard(files: PiFiles, folder: string): Promise<BuiltCard> {
  const hostName = `pi-${randomBytes(6).toString('hex')}`;
  const flake = path.join(folder, 'flake');
  await cp(FLAKE, flake, { recursive: true });
  await layContent(files, path.join(flake, 'content'), hostName);
  const nix = createNixPort();
  const signal = AbortSignal.timeout(BUILD_MS);
  // Its builder runs this computer's tools for disks, which no sandbox has.
  const options = [...(await demoOptions(await queryConfig(nix, signal))), '--option', 'sandbox', 'false'];
  const request = {
    flakeRef: `path:${flake}`,
    how: 'auto',
    dryRun: false,
    outLink: path.join(folder, 'card'),
  } as const;
  const { imagePath } = await followJob<BuildEvent, BuildResult>(
    build({ ...request, options }, { nix, clock: performance }, signal),
    () => undefined,
  );
  if (imagePath === null) throw new Error('Nix has built no image');
  // The flake is in the store by now.
  await rm(flake, { recursive: true });
  return { image: imagePath, hostName };
}

async function layContent(files: PiFiles, content: string, hostName: string): Promise<void> {
  const root = path.join(content, 'root');
  await mkdir(content, { recursive: true });
  await cp(files.kernel, path.join(content, 'vmlinuz'));
  await cp(files.initrd, path.join(content, 'initrd.gz'));
  await writeFile(path.join(content, 'extlinux.conf'), extlinuxFor(['ttyAMA0']));
  await cp(files.root, root, { recursive: true, verbatimSymlinks: true });
  await cp(path.join(PI_ROOT, 'etc'), path.join(root, 'etc'), { recursive: true });
  await writeFile(path.join(root, 'etc/hostname'), `${hostName}\n`);
  // Nothing of the Pi that takes seeds: what starts here is systemd's own.
  const units = path.join(root, 'etc/systemd/system');
  for (const unit of await readdir(units)) await rm(path.join(units, unit), { recursive: true });
  await symlink('/usr/lib/systemd/system/multi-user.target', path.join(units, 'default.target'));
}
