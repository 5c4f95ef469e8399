import { installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import type { Context } from '../context.ts';
import { lookUp } from '../look-up.ts';

/** Can drives be listed? */
export function checkLsblk({ computer }: Context): Finding {
  const program = lookUp('lsblk');
  if (program !== null) return finding('lsblk', 'found', 'ok', { program });
  return finding('lsblk', 'missing', 'problem', {}, installPackages(computer, ['util-linux']));
}
