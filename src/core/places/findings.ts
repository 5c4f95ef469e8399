import { finding, type Finding } from '../doctor/finding.ts';
import { INSTALL_NIX } from '../doctor/fixes.ts';
import { CROSS_BYTES, NATIVE_BYTES } from '../doctor/room.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { NixPort } from '../nix/ports.ts';
import { buildsBy } from '../nix/query.ts';
import { queryStoreAccess } from '../nix/store-access.ts';
import type { CancelSignal } from '../ports.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import { LEAST_HOME_BYTES } from './check.ts';
import { machineName, type MachineReport } from './machine.ts';

/**
 * What there is to say of a machine that was reached, as the doctor says it of this computer. `nix` is that of the machine.
 * Throws as `NixPort.run`.
 */
export async function machineFindings(
  report: MachineReport,
  nix: NixPort,
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  const reached = finding('machine', 'reached', 'ok', { machine: machineName(report), kernel: report.kernel });
  const ability = await arm(report, nix);
  const wantedBytes = ability?.state === 'cross' ? CROSS_BYTES : NATIVE_BYTES;
  const found = [nixOf(report), ability, await trust(report, nix, signal), space(report, wantedBytes), home(report)];
  return [reached, ...found.filter((one) => one !== null)];
}

/** For a machine that only Nix's daemon gets to. */
export function uncheckedFinding(destination: SshDestination): Finding {
  return finding('machine', 'unchecked', 'info', { machine: destinationText(destination) });
}

function nixOf({ nix: found }: MachineReport): Finding {
  if (found === null) return finding('machine-nix', 'missing', 'problem', {}, INSTALL_NIX);
  const facts = { version: found.version };
  return found.recent ? finding('machine-nix', 'found', 'ok', facts) : finding('machine-nix', 'old', 'warning', facts);
}

/** As the places find it out for a build. */
async function arm({ config }: MachineReport, nix: NixPort): Promise<Finding | null> {
  if (config === null) return null;
  const { system } = config;
  const by = await buildsBy(nix, config, 'aarch64-linux');
  if (by !== null) return finding('machine-arm', by, 'ok');
  return (await buildsBy(nix, config, 'x86_64-linux')) === null
    ? finding('machine-arm', 'none', 'problem', { system })
    : finding('machine-arm', 'cross', 'info', { system });
}

/** Only its daemon knows who comes there by ssh, and only a new one (2.14) tells. */
async function trust(
  { nix: found, destination }: MachineReport,
  nix: NixPort,
  signal: CancelSignal,
): Promise<Finding | null> {
  if (found === null) return null;
  const access = await queryStoreAccess(nix, signal).catch(() => null);
  throwIfCancelled(signal);
  if (access?.daemon !== true || access.trusted === null) return null;
  const { user } = destination;
  return access.trusted
    ? finding('machine-trust', 'yes', 'ok', { user })
    : finding('machine-trust', 'no', 'info', { user });
}

function space({ store }: MachineReport, wantedBytes: number): Finding | null {
  if (store === null) return null;
  const facts = { ...store, wantedBytes };
  return store.freeBytes < wantedBytes
    ? finding('machine-space', 'low', 'warning', facts)
    : finding('machine-space', 'enough', 'ok', facts);
}

function home({ state }: MachineReport): Finding | null {
  if (state === null || state.freeBytes >= LEAST_HOME_BYTES) return null;
  return finding('machine-home', 'low', 'warning', { ...state });
}
