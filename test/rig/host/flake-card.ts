import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { queryConfig } from '../../../src/core/nix/query.ts';
import { demoOptions } from '../../../src/node/demo/demo-options.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';
import type { PiFiles } from '../prepare/pi.ts';
import { builtImage } from './nixberry.ts';

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
 * A small Pi's card, built by the checkout's `nixberry build` from a flake that needs no nixpkgs and no network, with the
 * settings that the demo finds for this computer. `folder` keeps the link to the image.
 */
export async function buildCard(files: PiFiles, folder: string): Promise<BuiltCard> {
  const hostName = `pi-${randomBytes(6).toString('hex')}`;
  const flake = path.join(folder, 'flake');
  await cp(FLAKE, flake, { recursive: true });
  await layContent(files, path.join(flake, 'content'), hostName);
  const image = await builtImage(`path:${flake}`, folder, await nixSettings());
  // The flake is in the store by now.
  await rm(flake, { recursive: true });
  return { image, hostName };
}

/** As NIX_CONFIG has them. */
async function nixSettings(): Promise<string> {
  const options = await demoOptions(await queryConfig(createNixPort(), AbortSignal.timeout(BUILD_MS)));
  // In threes: --option, a name, a value.
  const lines = options.flatMap((word, at) => (word === '--option' ? [`${options[at + 1]} = ${options[at + 2]}`] : []));
  // Its builder runs this computer's tools for disks, which no sandbox has.
  return [...lines, 'sandbox = false'].join('\n');
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
