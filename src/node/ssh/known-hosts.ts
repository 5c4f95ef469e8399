import { mkdir, open } from 'node:fs/promises';
import { dirname, isAbsolute } from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * The person's own known_hosts, out of what `ssh -G` prints: the first of those that are named. Null when their configuration
 * keeps no keys.
 */
export function knownHostsFile(config: string, home: string): string | null {
  const value = /^userknownhostsfile (.+)$/m.exec(config)?.[1]?.trim() ?? 'none';
  const file = firstPath(value.replaceAll(/(^| )~(?=\/)/g, (_, before: string) => before + home));
  return file === 'none' || file === '/dev/null' ? null : file;
}

/** ssh separates paths with blanks, and does not say which blanks are within one. */
function firstPath(value: string): string {
  const words = value.split(' ');
  const starts = words.map((_, index) => words.slice(0, index + 1).join(' '));
  // The next path begins where a word could be one.
  return starts.find((_, index) => isAbsolute(words[index + 1] ?? '')) ?? value;
}

/** Adds a line to a known_hosts, which is made when it is not there. */
export async function appendKnownHost(file: string, line: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE });
  const handle = await open(file, 'a+', FILE_MODE);
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const joint = size > 0 && last.toString() !== '\n' ? '\n' : '';
    // In one piece: another ssh may add a line now.
    await handle.writeFile(`${joint}${line}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
