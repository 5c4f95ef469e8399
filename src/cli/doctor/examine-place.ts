import type { Finding } from '../../core/doctor/finding.ts';
import { reachMachine } from '../../core/places/check.ts';
import { machineFindings } from '../../core/places/findings.ts';
import { parsePlace } from '../../core/places/list.ts';
import { createSsh } from '../../node/ssh/ssh-port.ts';
import { createHostKeyQuestion } from '../nix/host-key-question.ts';
import type { Context } from '../run.ts';

/** Looks at the machines of a place, one after the other. Throws AppError `place-unknown`, and `remote-*` for the first that fails. */
export async function examinePlace(
  context: Context,
  typed: string,
  hostKey: string | null,
): Promise<readonly Finding[]> {
  const { signal } = context;
  const confirmHostKey = createHostKeyQuestion(context, hostKey);
  const checking = { ssh: createSsh(), confirmHostKey, signal, emit: () => undefined };
  const findings: Finding[] = [];
  for (const machine of parsePlace(typed).machines)
    findings.push(...machineFindings(await reachMachine(machine, checking)));
  return findings;
}
