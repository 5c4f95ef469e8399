import type { Problem, SettingWarning } from '../codes.ts';
import type { Settings } from '../settings.ts';
import type { Verdict } from './rules.ts';

type Login = Pick<Settings, 'user' | 'ssh'>;

/** Whether nobody could log in: there is neither a key that SSH would ask for, nor a password that comes with the seed. */
export function isLockedOut({ user, ssh }: Login): boolean {
  return user.password === 'none' && !(ssh.enable && user.sshKeys.length > 0);
}

/** How a person gets in, and becomes root. */
export function loginRule({ user, ssh }: Login): Verdict {
  const problems: Problem[] = [];
  const warnings: SettingWarning[] = [];
  const path = ssh.enable ? 'user.sshKeys' : 'ssh.enable';
  if (isLockedOut({ user, ssh })) problems.push({ path, code: 'locked-out', facts: { ssh: ssh.enable } });
  else if (!ssh.enable || (user.sshKeys.length === 0 && !ssh.passwordLogin))
    warnings.push({ path, code: 'console-only', facts: { ssh: ssh.enable } });
  if (user.sudo === 'with-password' && user.password === 'none')
    problems.push({ path: 'user.sudo', code: 'sudo-without-password', facts: {} });
  // The user is then no trusted one of Nix on the Pi.
  if (user.sudo === 'with-password') warnings.push({ path: 'user.sudo', code: 'unsigned-updates', facts: {} });
  if (ssh.enable && ssh.passwordLogin && user.password === 'none')
    warnings.push({ path: 'ssh.passwordLogin', code: 'login-without-password', facts: {} });
  return { problems, warnings };
}
