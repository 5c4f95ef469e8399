import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { parseReport, type PiReport } from './pi-report.ts';
import { boundToUs } from './qemu.ts';
import { SLOW } from './waiting.ts';

/** Of Debian's package u-boot-qemu. */
export const U_BOOT = '/usr/lib/u-boot/qemu_arm64/u-boot.bin';

const BOOT_MS = 240_000;
const CONSOLE_TAIL = 4000;

/**
 * Boots a card's file, which keeps what the Pi writes, and resolves when the Pi has reported and powered off. QEMU has no
 * Pi's firmware: U-Boot reads the FAT partition as it does on a Pi, on a board that is none. Rejects with the end of the
 * console, which is kept in `folder`.
 */
export async function bootPi(card: string, folder: string, name: string): Promise<PiReport> {
  if (!existsSync(U_BOOT)) throw new Error(`${U_BOOT} is missing: install u-boot-qemu`);
  const log = path.join(folder, `${name}.log`);
  const [program, argv] = boundToUs('qemu-system-aarch64', [
    ...['-accel', 'tcg,thread=multi', '-M', 'virt', '-cpu', 'cortex-a53', '-smp', '2', '-m', '512'],
    ...['-nodefaults', '-no-reboot', '-display', 'none', '-serial', `file:${log}`, '-bios', U_BOOT],
    ...['-blockdev', JSON.stringify({ driver: 'raw', 'node-name': 'card', file: { driver: 'file', filename: card } })],
    ...['-device', 'virtio-blk-device,drive=card'],
  ]);
  const { failed, timedOut, stderr } = await execa(program, argv, {
    ...{ stdin: 'ignore', stdout: 'ignore', reject: false, timeout: BOOT_MS * SLOW, forceKillAfterDelay: 1000 },
  });
  const console = await readFile(log, 'latin1').catch(() => '');
  const report = parseReport(console);
  if (failed || report === null) {
    const why = timedOut ? `not within ${BOOT_MS * SLOW} ms` : 'it ended without a report';
    throw new Error(`${name}: ${why}\n${stderr}\n${console.slice(-CONSOLE_TAIL)}`);
  }
  return report;
}
