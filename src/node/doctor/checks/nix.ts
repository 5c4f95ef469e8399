import { installNix } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import { OLDEST_NIX } from '../../../core/doctor/version.ts';
import type { Context } from '../context.ts';

/** Is there a Nix, which, and is it new enough? */
export function checkNix({ version, computer }: Context): Finding {
  if (version === null) return finding('nix', 'missing', 'problem', {}, installNix(computer));
  const facts = { kind: version.kind, version: version.version, oldest: OLDEST_NIX };
  if (!version.recent)
    return finding('nix', computer.debianNix ? 'old-package' : 'old', 'warning', facts, installNix(computer));
  return finding('nix', 'ok', 'ok', facts);
}
