import path from 'node:path';
import { execa } from 'execa';
import type { CliLine } from '../../../src/contract/cli.ts';
import { cliLineSchema } from '../../../src/contract/cli.ts';
import { tool } from './tool.ts';
import { SLOW } from './waiting.ts';

const CLI = path.join(import.meta.dirname, '../../../dist/nixberry.js');

/** What the checkout's `nixberry identify` says of a drive's file on the host, for programs and for people. */
export async function identified(file: string): Promise<{
  readonly card: Extract<CliLine, { type: 'card' }>['card'];
  readonly words: string;
}> {
  const line = cliLineSchema.parse(JSON.parse(await tool(process.execPath, [CLI, 'identify', file, '--json'])));
  if (line.type !== 'card') throw new Error(`nixberry identify said ${line.type}`);
  return { card: line.card, words: await tool(process.execPath, [CLI, 'identify', file]) };
}

const BUILD_MS = 120_000;

/**
 * The path of the image that the checkout's `nixberry build` makes of a flake on the host, with more settings for Nix. `folder`
 * gets the link `result`, and what the program keeps of its own.
 */
export async function builtImage(flakeRef: string, folder: string, nixConfig: string): Promise<string> {
  const { stdout } = await execa(process.execPath, [CLI, 'build', flakeRef, '--json'], {
    cwd: folder,
    env: { NIX_CONFIG: nixConfig, XDG_DATA_HOME: path.join(folder, 'data') },
    timeout: BUILD_MS * SLOW,
  });
  const lines = stdout.split('\n').filter(Boolean);
  const parsed = lines.map((line) => cliLineSchema.parse(JSON.parse(line)));
  const built = parsed.find((line) => line.type === 'built');
  if (typeof built?.imagePath !== 'string') throw new Error(`nixberry build has made no image:\n${stdout}`);
  return built.imagePath;
}

const BOOT_MS = 240_000;

export interface BootTested {
  readonly code: number | undefined;
  /** What was waited for, and after how long; null and NaN where it did not come. */
  readonly line: string | null;
  readonly seconds: string;
  /** The consoles on which something was said, in this order. */
  readonly from: readonly string[];
  readonly text: string;
}

/** What the checkout's `nixberry boot-test` says of an image on the host. */
export async function bootTested(image: string, ...options: readonly string[]): Promise<BootTested> {
  const timeout = ['--timeout', String(Math.round((BOOT_MS * SLOW) / 1000))];
  const argv = [CLI, 'boot-test', image, ...options, ...timeout, '--json'];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, {
    // Time to end by itself, and to say why.
    timeout: BOOT_MS * SLOW * 1.5,
    reject: false,
  });
  const lines = stdout.split('\n').filter(Boolean);
  const parsed = lines.map((line) => cliLineSchema.parse(JSON.parse(line)));
  const said = new Set(parsed.flatMap((line) => (line.type === 'boot-console' && line.line !== '' ? [line.from] : [])));
  const booted = parsed.find((line) => line.type === 'booted');
  return {
    code: exitCode,
    line: booted?.line ?? null,
    seconds: ((booted?.ms ?? NaN) / 1000).toFixed(0),
    from: [...said],
    text: stderr,
  };
}
