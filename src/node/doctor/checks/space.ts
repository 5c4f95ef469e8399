import { statfs } from 'node:fs/promises';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { CROSS_BYTES, NATIVE_BYTES } from '../../../core/doctor/room.ts';
import type { Context } from '../context.ts';

/** The nearest that exists: before the first build there is no store. */
const PLACES = ['/nix/store', '/nix', '/'];

/** Is there room for a build: 15 GB for a native one, 40 GB for a cross-compiled one? */
export async function checkSpace({ version }: Context): Promise<Finding | null> {
  if (version === null) return null;
  for (const path of PLACES) {
    const stats = await statfs(path).catch(() => null);
    if (stats === null) continue;
    const freeBytes = stats.bavail * stats.bsize;
    const facts = { path, freeBytes, nativeBytes: NATIVE_BYTES, crossBytes: CROSS_BYTES };
    if (freeBytes < NATIVE_BYTES) return finding('space', 'low', 'warning', facts, 'nix-collect-garbage');
    if (freeBytes < CROSS_BYTES) return finding('space', 'native-only', 'info', facts, 'nix-collect-garbage');
    return finding('space', 'enough', 'ok', facts);
  }
  return null;
}
