import type { Finding } from '../../core/doctor/finding.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { createNixPort } from '../nix/nix-port.ts';
import { checkAarch64 } from './checks/aarch64.ts';
import { checkBuildUsers } from './checks/build-users.ts';
import { checkBuilders } from './checks/builders.ts';
import { checkFlakes } from './checks/flakes.ts';
import { checkLsblk } from './checks/lsblk.ts';
import { checkNix } from './checks/nix.ts';
import { checkRights } from './checks/rights.ts';
import { checkSpace } from './checks/space.ts';
import { checkSsh } from './checks/ssh.ts';
import { checkStore } from './checks/store.ts';
import { checkTrustedUser } from './checks/trusted-user.ts';
import { checkUdev } from './checks/udev.ts';
import { readContext, type Context } from './context.ts';

/** Null: nothing to say on this computer. */
type Check = (context: Context) => Finding | null | Promise<Finding | null>;

/** In the order in which they are shown. */
const CHECKS: readonly Check[] = [
  (context) => checkNix(context),
  (context) => checkSsh(context),
  checkStore,
  checkFlakes,
  checkTrustedUser,
  checkBuildUsers,
  checkAarch64,
  checkBuilders,
  checkSpace,
  checkLsblk,
  checkUdev,
  checkRights,
];

/** Looks at everything that building and writing need on this computer. Throws AppError `cancelled`, `nix-timeout`. */
export async function examine(signal: CancelSignal, nix: NixPort = createNixPort()): Promise<readonly Finding[]> {
  const context = await readContext(nix, signal);
  throwIfCancelled(signal);
  const findings = await Promise.all(CHECKS.map(async (check) => check(context)));
  return findings.filter((found) => found !== null);
}
