import { installNix } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { OLDEST_NIX } from '../../../core/doctor/version.ts';
import type { Context } from '../context.ts';
import { lookUp } from '../look-up.ts';

/** Is there a Nix, which, and is it new enough? Without one images are built on another machine, for which ssh is enough. */
export function checkNix({ version, computer }: Context, look: typeof lookUp = lookUp): Finding {
  if (version === null) {
    const state = computer.os === 'windows' ? 'missing-windows' : 'missing';
    return finding('nix', state, look('ssh') === null ? 'problem' : 'warning', {}, installNix(computer));
  }
  const facts = { kind: version.kind, version: version.version, oldest: OLDEST_NIX };
  if (!version.recent)
    return finding('nix', computer.debianNix ? 'old-package' : 'old', 'warning', facts, installNix(computer));
  return finding('nix', 'ok', 'ok', facts);
}
