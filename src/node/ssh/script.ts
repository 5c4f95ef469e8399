import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import type { RemoteScript } from '../../core/ssh/ports.ts';
import { shipped } from '../shipped.ts';

/** What runs before each of them. */
const PRELUDE = ['path', 'state'] as const;

/** Linux takes no longer argument, and the login shell over there gets the whole command as one. */
const MAX_COMMAND_BYTES = 128 * 1024 - 1;
/** Of ssh's whole command line; the rest is for its other arguments. */
const MAX_ON_WINDOWS = 32_767 - 2_000;

/**
 * The line that a script prints before it begins. What comes before it is the login shell's (a `.bashrc` that says hello), and
 * without it nothing of ours has run.
 */
export const MARKER = '@nixberry begins\n';

/**
 * The command that runs one of our scripts over there. It goes as one word of base64: whatever the login shell is (fish, csh),
 * there is nothing in it to be taken for something else, and stdin stays free.
 */
export async function scriptCommand(
  folder: string,
  name: RemoteScript,
  parameters: readonly string[],
): Promise<string> {
  const files = [...PRELUDE, name].map((one) => join(folder, `${one}.sh`));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return encodeScript(texts.join('\n'), parameters);
}

/** As `scriptCommand`, for any text that a POSIX shell understands. Throws for a NUL, and AppError `remote-too-long`. */
export function encodeScript(
  script: string,
  parameters: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string {
  if (parameters.some((parameter) => parameter.includes('\0'))) throw new Error('a parameter with a NUL in it');
  const quoted = parameters.map((parameter) => ` '${parameter.replaceAll("'", `'\\''`)}'`).join('');
  const text = `printf '${MARKER.trimEnd()}\\n'\nset --${quoted}\n${script}`;
  const word = Buffer.from(text).toString('base64');
  const command = `exec sh -c 'eval "$(printf %s "$0" | base64 -d)"' ${word}`;
  const maxBytes = platform === 'win32' ? MAX_ON_WINDOWS : MAX_COMMAND_BYTES;
  if (command.length > maxBytes) throw new AppError('remote-too-long', { bytes: command.length, maxBytes });
  return command;
}

/** The folder of our scripts. */
export function scriptsFolder(): string {
  return shipped('assets/remote');
}
