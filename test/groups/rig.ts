import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { runChild } from './child.ts';
import type { Group, Tally } from './group.ts';
import { DEBIAN_AMD64, LINUX, U_BOOT_FOR_QEMU, program } from './needs.ts';

/** Two guests side by side, on two processors: 17 minutes where nothing else goes on. */
const BUDGET_SECONDS = 25 * 60;
/** One guest at a time, with other tests beside it, took 29 minutes. */
const RIG_MS = 40 * 60_000;

const reportSchema = z.object({ results: z.array(z.object({ passed: z.boolean() })).min(1) });

export const rig: Group = {
  name: 'rig',
  purpose: 'the real program with USB drives and SD cards in a QEMU guest, and a Pi that boots one',
  needs: [
    LINUX,
    DEBIAN_AMD64,
    program('qemu-system-x86_64', 'qemu-system-x86'),
    program('qemu-system-aarch64', 'qemu-system-arm'),
    U_BOOT_FOR_QEMU,
    program('nix-instantiate', 'nix-bin'),
    program('zstd', 'zstd'),
    program('setpriv', 'util-linux'),
    program('script', 'bsdutils'),
    program('pgrep', 'procps'),
    program('sfdisk', 'fdisk'),
    program('mkfs.ext4', 'e2fsprogs'),
    program('mkfs.vfat', 'dosfstools'),
    program('mcopy', 'mtools'),
  ],
  built: true,
  budgetSeconds: BUDGET_SECONDS,
  async run() {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'nixberry-report-'));
    const report = path.join(folder, 'report.json');
    try {
      // tsx as a program kills a child that does not take a signal within 60 ms: no time to say how far it came.
      const argv = ['--import', 'tsx', 'test/rig/run.ts', '--report', report];
      const { timedOut } = await runChild(process.execPath, argv, { timeoutMs: RIG_MS, show: true });
      if (timedOut) console.log(`rig: ended after ${RIG_MS / 1000} s`);
      return tallyOf(JSON.parse(await readFile(report, 'utf8').catch(() => 'null')));
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** A rig that ended without its report has failed. */
function tallyOf(report: unknown): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const passed = parsed.data.results.filter((result) => result.passed).length;
  return { passed, failed: parsed.data.results.length - passed, skipped: 0 };
}
