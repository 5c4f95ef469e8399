import { finding, type Finding } from '../../core/doctor/finding.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { exitCodeOf } from '../../core/errors/causes.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { queryStoreAccess } from '../../core/nix/store-access.ts';
import { reachMachine, tryMachine, type Checking } from '../../core/places/check.ts';
import { machineFindings, uncheckedFinding } from '../../core/places/findings.ts';
import { parsePlace } from '../../core/places/list.ts';
import type { PlacePorts } from '../../core/places/place.ts';
import { remoteNix } from '../../core/places/remote-nix.ts';
import { destinationText, type SshDestination } from '../../core/ssh/destination.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { createSsh } from '../../node/ssh/ssh-port.ts';
import { errorWords } from '../error-words.ts';
import { createHostKeyQuestion } from '../nix/host-key-question.ts';
import type { Context } from '../run.ts';

export interface Examination {
  readonly findings: readonly Finding[];
  /** `EXIT.remote` when a machine could not be examined. */
  readonly exitCode: number;
}

/** Looks at the machines of a place, one after the other; one that cannot be reached is a finding. Throws AppError `place-unknown`. */
export async function examinePlace(
  context: Context,
  typed: string,
  hostKeys: readonly string[],
  { nix, ssh }: Pick<PlacePorts, 'nix' | 'ssh'> = { nix: createNixPort(), ssh: createSsh() },
): Promise<Examination> {
  const { signal } = context;
  const confirmHostKey = createHostKeyQuestion(context, hostKeys);
  const { kind, machines } = parsePlace(typed);
  const byDaemon = kind === 'builders' && (await queryStoreAccess(nix, signal))?.daemon === true;
  const checking = { ssh, confirmHostKey, hostKeys, signal, emit: () => undefined, byDaemon };
  const findings: Finding[] = [];
  let exitCode: number = EXIT.done;
  for (const machine of machines)
    try {
      findings.push(...(await examineMachine(machine, checking)));
    } catch (thrown) {
      if (!isOfMachine(thrown)) throw thrown;
      findings.push(unreachable(machine, thrown));
      exitCode = EXIT.remote;
    }
  return { findings, exitCode };
}

async function examineMachine(machine: SshDestination, checking: Checking): Promise<readonly Finding[]> {
  const { byDaemon, ssh, signal } = checking;
  const report = await (byDaemon === true ? tryMachine : reachMachine)(machine, checking);
  return report === null ? [uncheckedFinding(machine)] : machineFindings(report, remoteNix(ssh, machine), signal);
}

/** Neither a cancel is, nor what is wrong on this computer. */
function isOfMachine(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && exitCodeOf(thrown.code) === EXIT.remote && thrown.code !== 'ssh-missing';
}

function unreachable(machine: SshDestination, { code, facts }: AppError): Finding {
  const words = errorWords(code, { command: 'doctor', ...facts });
  return finding('machine', 'unreachable', 'problem', { machine: destinationText(machine), error: code, ...words });
}
