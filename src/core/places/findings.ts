import { finding, type Finding } from '../doctor/finding.ts';
import { WANTED_BYTES } from './check.ts';
import { machineName, type MachineReport } from './machine.ts';

const NIX_INSTALLER = 'sh <(curl -L https://nixos.org/nix/install) --daemon';

/** What there is to say of a machine that was reached, as the doctor says it of this computer. */
export function machineFindings(report: MachineReport): readonly Finding[] {
  const reached = finding('machine', 'reached', 'ok', { machine: machineName(report), kernel: report.kernel });
  return [reached, nix(report), arm(report), space(report)].filter((found) => found !== null);
}

function nix({ nix: found }: MachineReport): Finding {
  if (found === null) return finding('machine-nix', 'missing', 'problem', {}, NIX_INSTALLER);
  const facts = { version: found.version };
  return found.recent ? finding('machine-nix', 'found', 'ok', facts) : finding('machine-nix', 'old', 'warning', facts);
}

function arm({ config }: MachineReport): Finding | null {
  if (config === null) return null;
  const { system, extraPlatforms } = config;
  if (system === 'aarch64-linux') return finding('machine-arm', 'itself', 'ok');
  if (extraPlatforms.includes('aarch64-linux')) return finding('machine-arm', 'emulated', 'ok');
  const crosses = system === 'x86_64-linux' || extraPlatforms.includes('x86_64-linux');
  return crosses
    ? finding('machine-arm', 'cross', 'info', { system })
    : finding('machine-arm', 'none', 'problem', { system });
}

function space({ store }: MachineReport): Finding | null {
  if (store === null) return null;
  const facts = { ...store, wantedBytes: WANTED_BYTES };
  return store.freeBytes < WANTED_BYTES
    ? finding('machine-space', 'low', 'warning', facts)
    : finding('machine-space', 'enough', 'ok', facts);
}
