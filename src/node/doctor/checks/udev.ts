import { existsSync } from 'node:fs';
import { asRoot, installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import type { Context } from '../context.ts';
import { lookUp } from '../look-up.ts';

/** The socket of a running udevd. */
const CONTROL = '/run/udev/control';

/**
 * Does udev run? It looks into drives as root and tells everybody what it found: without it only root sees file systems and
 * labels, some drives have no serial number, and partitions appear late or not at all. Null where there is none.
 */
export function checkUdev({ computer }: Context): Finding | null {
  if (computer.os !== 'linux') return null;
  if (existsSync(CONTROL)) return finding('udev', 'running', 'ok');
  const installed = lookUp('udevadm') !== null;
  return installed
    ? finding('udev', 'stopped', 'info', {}, asRoot(computer, 'systemctl start systemd-udevd'))
    : finding('udev', 'missing', 'info', {}, installPackages(computer, ['udev']));
}
