import { AppError } from '../errors.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { BuildEvent } from '../nix/events.ts';
import type { CancelSignal } from '../ports.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import type { HostKey, SshPort } from '../ssh/ports.ts';
import { askMachine, machineName, type MachineReport } from './machine.ts';

/** An image, its parts and what they are made of, out of a binary cache. */
export const WANTED_BYTES = 15e9;

/** A question that only a person can answer: whether this is that machine's key. */
export interface HostKeyQuestion {
  /** The machine, as it was named. */
  readonly place: string;
  readonly key: HostKey;
}

export interface Checking {
  readonly ssh: SshPort;
  /** Asked for a machine whose key is not known; false refuses it. */
  readonly confirmHostKey: (question: HostKeyQuestion) => Promise<boolean>;
  readonly signal: CancelSignal;
  readonly emit: (event: BuildEvent) => void;
}

/**
 * Looks at each machine before anything is sent there: whether it answers, with which key, whether it lets us in, which Nix it
 * has, how much room. What may go wrong later is a `note`. Throws AppError `remote-*`, `remote-nix-missing` included.
 */
export async function checkMachines(
  machines: readonly SshDestination[],
  checking: Checking,
): Promise<readonly MachineReport[]> {
  const reports: MachineReport[] = [];
  for (const destination of machines) {
    const report = await reachMachine(destination, checking);
    throwIfCancelled(checking.signal);
    if (report.nix === null) throw new AppError('remote-nix-missing', { place: destinationText(destination) });
    reports.push(report);
    tell(report, checking.emit);
  }
  return reports;
}

/** What a machine says of itself; a key that is not known is asked for, and then trusted for good. */
export async function reachMachine(destination: SshDestination, checking: Checking): Promise<MachineReport> {
  const { ssh, signal, confirmHostKey, emit } = checking;
  try {
    return await askMachine(ssh, destination, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'remote-host-key-unknown') throw thrown;
    const key = await ssh.offeredKey(destination, signal);
    const place = destinationText(destination);
    const { fingerprint, algorithm } = key;
    if (!(await confirmHostKey({ place, key })))
      throw new AppError('remote-host-key-unknown', { ...thrown.facts, fingerprint, algorithm }, { cause: thrown });
    const file = await ssh.trust(destination, key);
    emit({ type: 'note', code: 'host-key-trusted', facts: { place, fingerprint, file } });
    return askMachine(ssh, destination, signal);
  }
}

function tell(report: MachineReport, emit: (event: BuildEvent) => void): void {
  const { kernel, nix, config, store } = report;
  const place = machineName(report);
  emit({
    type: 'machine',
    machine: place,
    system: config?.system ?? kernel,
    nix: nix?.version ?? null,
    freeBytes: store?.freeBytes ?? null,
  });
  if (nix && !nix.recent) emit({ type: 'note', code: 'machine-nix-old', facts: { place, version: nix.version } });
  if (store && store.freeBytes < WANTED_BYTES)
    emit({ type: 'note', code: 'machine-space-low', facts: { place, ...store, wantedBytes: WANTED_BYTES } });
}
