import type { LookedAt, PlaceReport } from '../../contract/window/places.ts';
import type { Finding, FindingId } from '../../core/doctor/finding.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { reachMachine } from '../../core/places/check.ts';
import { machineFindings } from '../../core/places/findings.ts';
import { remoteNix } from '../../core/places/remote-nix.ts';
import type { CancelSignal } from '../../core/ports.ts';
import type { SshDestination } from '../../core/ssh/destination.ts';
import type { HostKey, SshPort } from '../../core/ssh/ports.ts';

/** What the doctor looks at on this computer that has nothing to do with building here. */
const OF_WRITING: readonly FindingId[] = ['lsblk', 'udev', 'rights', 'ssh'];

/** Findings that are no more than a warning to who can build elsewhere, and the end of it here. */
const NOT_HERE: Partial<Readonly<Record<FindingId, readonly string[]>>> = {
  nix: ['missing', 'missing-windows'],
  aarch64: ['linux-builder', 'intel-mac'],
};

/** This computer as a place to build at, of what the doctor found. */
export function lookHere(findings: readonly Finding[], system: string | null): LookedAt {
  const own = findings.filter(({ id }) => !OF_WRITING.includes(id));
  const isNot = own.some(({ id, state }) => NOT_HERE[id]?.includes(state));
  return {
    state: isNot ? 'no' : stateOf(own),
    findings: own,
    system,
    nix: factText(own, 'nix', 'version'),
    freeBytes: freeIn(own, 'space'),
  };
}

/**
 * Looks at another machine. A key that nobody has accepted is given to `offerKey`, and nothing is sent there. Throws AppError
 * `remote-*`, `cancelled`.
 */
export async function lookAtMachine(
  destination: SshDestination,
  { ssh, offerKey, signal }: { ssh: SshPort; offerKey: (key: HostKey) => string; signal: CancelSignal },
): Promise<PlaceReport> {
  let offered: HostKey | null = null;
  const confirmHostKey = ({ key }: { readonly key: HostKey }): Promise<boolean> => {
    offered = key;
    return Promise.resolve(false);
  };
  try {
    const report = await reachMachine(destination, { ssh, confirmHostKey, signal, emit: () => undefined });
    const findings = [...(await machineFindings(report, remoteNix(ssh, destination), signal))];
    return {
      ...{ state: stateOf(findings), findings },
      system: report.config?.system ?? null,
      nix: report.nix?.version ?? null,
      freeBytes: report.store?.freeBytes ?? null,
    };
  } catch (thrown) {
    const key = offered as HostKey | null;
    if (key === null || !(thrown instanceof AppError) || thrown.code !== 'remote-host-key-unknown') throw thrown;
    const { algorithm, fingerprint } = key;
    return { state: 'host-key', id: offerKey(key), algorithm, fingerprint };
  }
}

function stateOf(findings: readonly Finding[]): LookedAt['state'] {
  if (findings.some(({ level }) => level === 'problem')) return 'no';
  return findings.some(({ level }) => level === 'warning') ? 'careful' : 'ready';
}

function factText(findings: readonly Finding[], id: FindingId, name: string): string | null {
  const value = findings.find((one) => one.id === id)?.facts[name];
  return typeof value === 'string' ? value : null;
}

function freeIn(findings: readonly Finding[], id: FindingId): number | null {
  const value = findings.find((one) => one.id === id)?.facts.freeBytes;
  return typeof value === 'number' ? value : null;
}
