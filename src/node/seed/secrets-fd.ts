import { isUtf8 } from 'node:buffer';
import { fstat } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { isatty } from 'node:tty';
import { promisify } from 'node:util';
import { parseSecrets, secretsUnreadable, type Secrets } from '../../core/seed/secrets.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { readInput } from './read-input.ts';

const MAX_BYTES = 64 << 10;
/** In proc_pid_fdinfo(5): the flags in octal, whose last two bits are O_WRONLY or O_RDWR. */
const CAN_WRITE = /^flags:\t[0-7]*[1256]$/m;

/**
 * The secrets that somebody wrote into a file descriptor of this process, which is read to its end and closed. Throws
 * AppError `secrets-unreadable`, `cancelled`.
 */
export async function readSecrets(fd: number, signal: AbortSignal): Promise<Secrets> {
  if (!(await isGiven(fd))) throw secretsUnreadable('no-fd');
  // It would show what is typed there.
  if (isatty(fd)) throw secretsUnreadable('terminal');
  const bytes = await readInput(fd, MAX_BYTES, signal).catch((error: unknown) => {
    throw error instanceof AppError ? error : secretsUnreadable('no-fd');
  });
  if (bytes === null || !isUtf8(bytes)) throw secretsUnreadable('not-json');
  try {
    return parseSecrets(bytes.toString('utf8'));
  } finally {
    bytes.fill(0);
  }
}

/**
 * Whether somebody opened it for us. Node has descriptors of its own from 3 on, and would wait for ever for what comes out
 * of them: none of them is a file or a terminal, and of its pipes it has both ends.
 */
async function isGiven(fd: number): Promise<boolean> {
  try {
    const stats = await promisify(fstat)(fd);
    if (stats.isFIFO()) return !(await isWrittenByUs(fd));
    return stats.isFile() || stats.isSocket() || isatty(fd);
  } catch {
    return false;
  }
}

/** Whether this process has the other end of a pipe. On Linux; elsewhere nobody can tell, and the answer is no. */
async function isWrittenByUs(fd: number): Promise<boolean> {
  const pipe = await readlink(`/proc/self/fd/${fd}`).catch(() => null);
  const fds = await readdir('/proc/self/fd').catch((): string[] => []);
  const ends = fds.map(
    async (one) =>
      (await readlink(`/proc/self/fd/${one}`).catch(() => '')) === pipe &&
      CAN_WRITE.test(await readFile(`/proc/self/fdinfo/${one}`, 'utf8').catch(() => '')),
  );
  return (await Promise.all(ends)).includes(true);
}
