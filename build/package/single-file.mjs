import { execa } from 'execa';
import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { inject } from 'postject';

/** What Node looks for in its own binary to find that a program is inside (Node's documentation, "Single executable applications"). */
const SENTINEL = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const RESOURCE = 'NODE_SEA_BLOB';
const MAKE_MS = 60_000;

/**
 * Makes one executable file of a CommonJS program that needs nothing but Node. It takes no options of Node's, on its command
 * line: all arguments are the program's.
 * @param {string} program the file to make
 * @param {string} main an absolute path
 * @param {string} node the Node that goes in, and that makes it: for its own platform only
 */
export async function makeSingleFile(program, main, node = process.execPath) {
  const config = `${program}.json`;
  const blob = `${program}.blob`;
  try {
    await writeFile(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }));
    await execa(node, ['--experimental-sea-config', config], { timeout: MAKE_MS });
    await copyFile(node, program);
    await chmod(program, 0o755);
    await inject(program, RESOURCE, await readFile(blob), {
      sentinelFuse: SENTINEL,
      ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
    });
  } finally {
    await rm(config, { force: true });
    await rm(blob, { force: true });
  }
}
