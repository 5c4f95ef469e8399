import { spawn, type StdioOptions } from 'node:child_process';
import { constants, accessSync } from 'node:fs';

/** Where root looks programs up; never the caller's PATH. The last two are NixOS's. */
const ROOT_PATH = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/run/wrappers/bin', '/run/current-system/sw/bin'];

const PROGRAM_TIMEOUT_MS = 30_000;
/** What is still in this computer's memory goes to the card first: gigabytes, at some MB/s. */
export const UNMOUNT_TIMEOUT_MS = 30 * 60_000;

/** The absolute path of a system program, or null when this computer has none. */
function findProgram(name: string): string | null {
  for (const folder of ROOT_PATH) {
    const path = `${folder}/${name}`;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

export interface Finished {
  readonly ok: boolean;
  readonly stderr: string;
}

/**
 * Runs a system program to its end: argv only, a clean environment, at most 30 s if not said otherwise. `fd` is handed
 * down as descriptor 3. Never throws; a program that is not there is not ok.
 */
export async function runProgram(
  name: string,
  args: readonly string[],
  { fd, timeoutMs = PROGRAM_TIMEOUT_MS }: { readonly fd?: number; readonly timeoutMs?: number } = {},
): Promise<Finished> {
  const path = findProgram(name);
  if (path === null) return { ok: false, stderr: `${name}: not found` };
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe', ...(fd === undefined ? [] : [fd])];
  return new Promise((resolve) => {
    let stderr = '';
    const child = spawn(path, args, {
      stdio,
      env: { PATH: ROOT_PATH.join(':'), LC_ALL: 'C' },
      cwd: '/',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-2000);
    });
    child.once('error', (error) => resolve({ ok: false, stderr: error.message }));
    child.once('close', (code) => resolve({ ok: code === 0, stderr: stderr.trim() }));
  });
}
