#!/usr/bin/env node
// Stands in for fpm where electron-builder cannot download it: understands what electron-builder says to it for a deb
// (fpm's own command line: https://fpm.readthedocs.io/en/latest/cli-reference.html), and has dpkg-deb do it.
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { controlText, readFpmArguments } from './fpm-arguments.mjs';

const MAKE_MS = 20 * 60_000;

const order = readFpmArguments(process.argv.slice(2));
const root = await mkdtemp(path.join(tmpdir(), 'nixberry-deb-'));
try {
  for (const { from, to } of order.files) await place(from, path.join(root, to));
  await writeControl(path.join(root, 'DEBIAN'));
  const argv = ['--root-owner-group', `-Z${order.compression}`, '--build', root, order.output];
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
  if (((await stat(folder)).mode & 0o755) !== 0o755) await chmod(folder, 0o755);
  await chmod(root, 0o755);
}
