#!/usr/bin/env node
// Stands in for fpm where electron-builder cannot download it: understands what electron-builder says to it for a deb
// (fpm's own command line: https://fpm.readthedocs.io/en/latest/cli-reference.html), and has dpkg-deb do it.
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { controlText, readFpmArguments } from './fpm-arguments.mjs';

const MAKE_MS = 20 * 60_000;
/** dpkg-deb's own levels, 19 and 6, take minutes; these take seconds. Any dpkg that knows the packing reads all of its levels. */
const LEVELS = new Map([
  ['zstd', 9],
  ['xz', 2],
]);

const order = readFpmArguments(process.argv.slice(2));
// Beside the package, not in /tmp, which may be memory: it is half a gigabyte.
const root = await mkdtemp(path.join(path.dirname(order.output), '.deb-'));
try {
  for (const { from, to } of order.files) await place(from, path.join(root, to));
  // Whatever the umask of who makes it: everybody may read what is installed.
  await execa('chmod', ['-R', 'u=rwX,go=rX', root], { timeout: MAKE_MS });
  await writeControl(path.join(root, 'DEBIAN'));
  const level = LEVELS.get(order.compression);
  const packing = [`-Z${order.compression}`, ...(level === undefined ? [] : [`-z${level}`])];
  const argv = ['--root-owner-group', ...packing, '--build', root, order.output];
  await execa('dpkg-deb', argv, { timeout: MAKE_MS, stdio: ['ignore', 'inherit', 'inherit'] });
} finally {
  await rm(root, { recursive: true, force: true });
}

/** A folder that ends in a slash means what is in it. @param {string} from @param {string} to */
async function place(from, to) {
  await mkdir(path.dirname(to), { recursive: true });
  await cp(from.replace(/\/$/, ''), to, { recursive: true, verbatimSymlinks: true });
}

/** @param {string} folder */
async function writeControl(folder) {
  const { stdout } = await execa('du', ['-sk', '--apparent-size', root], { timeout: MAKE_MS });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'control'), controlText(order, Number.parseInt(stdout, 10)));
  for (const [name, script] of order.scripts) {
    const file = path.join(folder, name);
    await writeFile(file, await readFile(script));
    await chmod(file, 0o755);
  }
  // dpkg wants the folder to be one that everybody may read.
  await chmod(folder, 0o755);
}
