import { installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import type { Context } from '../context.ts';
import { lookUp } from '../look-up.ts';

/** A part of Windows that can be left out; to be typed in a PowerShell of an administrator. */
const WINDOWS_SSH = 'Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0';

/** Can other machines be reached, to build there? Without a Nix here it is the only way. */
export function checkSsh({ computer, version }: Context, look: typeof lookUp = lookUp): Finding {
  const program = look('ssh');
  if (program !== null) return finding('ssh', 'found', 'ok', { program });
  const windows = computer.os === 'windows';
  const fix = windows ? WINDOWS_SSH : installPackages(computer, ['openssh-client']);
  return finding('ssh', windows ? 'missing-windows' : 'missing', version === null ? 'problem' : 'info', {}, fix);
}
