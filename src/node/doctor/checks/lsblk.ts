import { installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import type { Context } from '../context.ts';
import { lookUp } from '../look-up.ts';

/** Can drives be listed? Null where that takes no program. */
export function checkLsblk({ computer }: Context): Finding | null {
  if (computer.os !== 'linux') return null;
  const program = lookUp('lsblk');
  if (program !== null) return finding('lsblk', 'found', 'ok', { program });
  return finding('lsblk', 'missing', 'problem', {}, installPackages(computer, ['util-linux']));
}
