import { execa } from 'execa';
import { endWithSignal } from '../end-with-signal.ts';

const KILL_MS = 500;

/**
 * Calls `onEvent` for each event of a block device, from the kernel and again when udev is done with it (only then are
 * labels known), until `signal` is aborted. Resolves when the child is gone: soon where there is no udevadm. Never rejects.
 */
export async function listenToUdev(onEvent: () => void, signal: AbortSignal): Promise<void> {
  try {
    const child = execa('udevadm', ['monitor', '--kernel', '--udev', '--subsystem-match=block'], {
      forceKillAfterDelay: KILL_MS,
      stdin: 'ignore',
      stderr: 'ignore',
      buffer: false,
    });
    endWithSignal(child, signal);
    // Not a heading line: "UDEV  [1234.567] add      /devices/..."
    for await (const line of child) if (/^(KERNEL|UDEV)\s*\[/.test(line)) onEvent();
  } catch {
    // No udevadm, no netlink in this container, or the signal: the polling goes on without it.
  }
}
