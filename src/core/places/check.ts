import { NATIVE_BYTES } from '../doctor/room.ts';
import { AppError, toAppError } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/causes.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { BuildEvent } from '../nix/events.ts';
import type { CancelSignal } from '../ports.ts';
import { destinationText, sshWords, type SshDestination } from '../ssh/destination.ts';
import type { HostKey, SshPort } from '../ssh/ports.ts';
import { askMachine, machineName, type MachineReport } from './machine.ts';

/** Less than this where Nixberry keeps projects and logs over there, and a build may end for want of it. */
export const LEAST_HOME_BYTES = 100e6;

/** Why our own ssh does not get where Nix's daemon may, for the words of a note. */
const PROBLEMS: Partial<Readonly<Record<ErrorCode, string>>> = {
  'remote-host-key-unknown': 'key',
  'remote-host-key-changed': 'changed',
  'remote-login-refused': 'login',
};

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
  /** Fingerprints of which a machine must have one, be its key known or not. */
  readonly hostKeys?: readonly string[];
  readonly signal: CancelSignal;
  readonly emit: (event: BuildEvent) => void;
  /** Nix's daemon goes there, as root: whether our own ssh gets there tells little, and what it must not do nothing. */
  readonly byDaemon?: boolean;
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
    const report =
      checking.byDaemon === true ? await tryMachine(destination, checking) : await reach(destination, checking);
    throwIfCancelled(checking.signal);
    if (report === null) continue;
    reports.push(report);
    tell(report, checking.emit);
  }
  return reports;
}

async function reach(destination: SshDestination, checking: Checking): Promise<MachineReport> {
  const report = await reachMachine(destination, checking);
  if (report.nix === null) throw new AppError('remote-nix-missing', { place: destinationText(destination) });
  return report;
}

/** What a machine says of itself to us, though another goes there. A note says where it says nothing (null). */
export async function tryMachine(
  destination: SshDestination,
  { ssh, signal, emit }: Pick<Checking, 'ssh' | 'signal' | 'emit'>,
): Promise<MachineReport | null> {
  let problem: string;
  try {
    const report = await askMachine(ssh, destination, signal);
    if (report.nix !== null) return report;
    problem = 'nix';
  } catch (thrown) {
    throwIfCancelled(signal);
    problem = PROBLEMS[toAppError(thrown).code] ?? 'other';
  }
  const facts = { place: destinationText(destination), ssh: sshWords({ ...destination, keyFile: null }), problem };
  emit({ type: 'note', code: 'builder-unchecked', facts });
  return null;
}

/** What a machine says of itself; a key that is not known is asked for, and then trusted for good. */
export async function reachMachine(destination: SshDestination, checking: Checking): Promise<MachineReport> {
  const { ssh, signal, confirmHostKey, emit, hostKeys = [] } = checking;
  if (hostKeys.length > 0) await assertKey(destination, hostKeys, checking);
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

/** Before anything is sent: what known_hosts has may be another key than the one that was given. */
async function assertKey(
  destination: SshDestination,
  hostKeys: readonly string[],
  { ssh, signal }: Pick<Checking, 'ssh' | 'signal'>,
): Promise<void> {
  const { fingerprint, algorithm } = await ssh.offeredKey(destination, signal);
  if (hostKeys.includes(fingerprint)) return;
  const [place, words] = [destinationText(destination), sshWords(destination)];
  throw new AppError('remote-host-key-unknown', {
    ...{ place, ssh: words, host: place, fingerprint, algorithm },
    ...{ reason: 'not-given', detail: null },
  });
}

function tell(report: MachineReport, emit: (event: BuildEvent) => void): void {
  const { kernel, nix, config, store, state } = report;
  const place = machineName(report);
  emit({
    type: 'machine',
    machine: place,
    system: config?.system ?? kernel,
    nix: nix?.version ?? null,
    freeBytes: store?.freeBytes ?? null,
  });
  if (nix && !nix.recent) emit({ type: 'note', code: 'machine-nix-old', facts: { place, version: nix.version } });
  if (store && store.freeBytes < NATIVE_BYTES)
    emit({ type: 'note', code: 'machine-space-low', facts: { place, ...store, wantedBytes: NATIVE_BYTES } });
  if (state && state.freeBytes < LEAST_HOME_BYTES)
    emit({ type: 'note', code: 'machine-home-full', facts: { place, ...state } });
}
