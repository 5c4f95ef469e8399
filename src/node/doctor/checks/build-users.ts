import { readFile } from 'node:fs/promises';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { appendSetting, installPackages } from '../../../core/doctor/fixes.ts';
import type { Context } from '../context.ts';

/**
 * Root without a daemon builds as other users, which an installer makes; the bare package of Debian and Ubuntu does not,
 * and every build fails. Null where that is not so.
 */
export async function checkBuildUsers({ config, user, computer, version }: Context): Promise<Finding | null> {
  if (config === null || computer.os !== 'linux' || user !== 'root' || config.buildUsersGroup === '') return null;
  const group = config.buildUsersGroup;
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  if (groups.split('\n').some((line) => line.startsWith(`${group}:`))) return null;
  // Debian's package makes the users for Debian's Nix. Any other is told to do without, and so is one that is too old: the
  // package would bring it back after it was replaced.
  const install =
    computer.debianNix && version?.recent === true ? installPackages(computer, ['nix-setup-systemd']) : null;
  const fix = install ?? appendSetting(computer, 'build-users-group =');
  return finding('build-users', 'missing', 'problem', { group }, fix);
}
