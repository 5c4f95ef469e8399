import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { boundToUs } from '../bound-to-us.ts';
import { endWithSignal } from '../end-with-signal.ts';

const KILL_MS = 500;
/** A udevadm that has listened and died is started again after this. */
const AGAIN_MS = 1000;
/** Where udev's daemon listens, as long as it runs. */
const UDEV_SOCKET = '/run/udev/control';

/**
 * Calls `onEvent` when block devices can be heard of, and then for each event of one, until `signal` is aborted: when udev is
 * done with it (only then are its links and labels there), or from the kernel where no udev runs. A udevadm that dies is
 * started again; one that ends before it listens is not, and nothing more is heard of. Resolves when the child is gone, or
 * there is none. Never rejects.
 */
export async function listenToUdev(onEvent: () => void, signal: AbortSignal): Promise<void> {
  while (await listenOnce(onEvent, signal))
    if (!signal.aborted) await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
}

/** False when it has to be done without: no udevadm, no netlink in this container, or the signal. */
async function listenOnce(onEvent: () => void, signal: AbortSignal): Promise<boolean> {
  const from = existsSync(UDEV_SOCKET) ? '--udev' : '--kernel';
  let hasListened = false;
  try {
    // By itself it would find out at the next event that nobody reads it any more.
    const [program, argv] = boundToUs('udevadm', ['monitor', from, '--subsystem-match=block'], 'TERM');
    const child = execa(program, argv, {
      forceKillAfterDelay: KILL_MS,
      stdin: 'ignore',
      stderr: 'ignore',
      buffer: false,
    });
    endWithSignal(child, signal);
    for await (const line of child) {
      // "UDEV  [1234.567] add      /devices/..."; before those, once it listens, "UDEV - the event which udev sends ...".
      if (!/^(KERNEL|UDEV)\b/.test(line)) continue;
      hasListened = true;
      onEvent();
    }
  } catch {
    // It was not found, was ended, or has failed.
  }
  return hasListened && !signal.aborted;
}
