import { setTimeout as sleep } from 'node:timers/promises';
import type { Drive } from '../../core/drives/drive.ts';
import { scanBoards } from './client.ts';

/** A board takes some seconds to start; a Zero, which asks for dozens of files, the longest. */
const BOARD_START_MS = 40_000;
/** Between a board's last word over USB and its disk. */
const DISK_APPEARS_MS = 3000;

type Scan = (signal: AbortSignal) => AsyncIterable<readonly string[]>;

/** The boards that are being started over USB, as drives without a medium, whenever they change. Never throws. */
export async function* followUsbBoot(
  signal: AbortSignal,
  scan: Scan = scanBoards,
): AsyncGenerator<readonly Drive[], void, undefined> {
  for await (const ports of scan(signal)) yield ports.map(boardDrive);
}

/**
 * Starts the boards that wait on USB and resolves when all have become drives, with those that have not in time.
 * Takes about a second where there is none.
 */
export async function finishUsbBoot(signal?: AbortSignal, scan: Scan = scanBoards): Promise<readonly Drive[]> {
  const timeout = AbortSignal.timeout(BOARD_START_MS);
  let seen = false;
  let boards: readonly Drive[] = [];
  for await (boards of followUsbBoot(signal ? AbortSignal.any([signal, timeout]) : timeout, scan)) {
    if (boards.length === 0) break;
    seen = true;
  }
  if (seen && boards.length === 0)
    await sleep(DISK_APPEARS_MS, undefined, { ...(signal ? { signal } : {}) }).catch(() => undefined);
  return boards;
}

function boardDrive(port: string): Drive {
  return {
    device: `usbboot:${port}`,
    kind: 'disk',
    bytes: 0,
    model: 'Raspberry Pi (starting over USB)',
    serial: null,
    bus: 'usbboot',
    removable: true,
    readOnly: false,
    logicalBlockBytes: 512,
    number: null,
    diskseq: null,
    contentKnown: false,
    fsType: null,
    label: null,
    mounts: [],
    partitions: [],
    uses: [],
  };
}
