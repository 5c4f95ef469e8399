import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { AppError } from '../../core/errors/app-error.ts';
import { tryJson } from '../../core/json.ts';
import { destinationText, parseDestination } from '../../core/ssh/destination.ts';
import { errnoOf } from '../../node/errno.ts';
import { replaceOwnFile } from '../own-file.ts';
import { createTurns } from '../in-turn.ts';

const MAX_MACHINES = 40;

const schema = z.array(z.string());

export interface Machines {
  /** As `destinationText` writes them, in the order in which they were added. */
  list(): Promise<readonly string[]>;
  /** Throws AppError `place-unknown` for what is no `user@machine[:port]`, or one too many, and `project-write-failed`. */
  add(typed: string): Promise<string>;
  remove(machine: string): Promise<void>;
}

/** The machines that the person added, in a file of theirs. No key file is among it: which key is used, ssh knows. */
export function createMachines(file: string): Machines {
  const list = async (): Promise<readonly string[]> => {
    const machines = schema.safeParse(tryJson(await readFile(file, 'utf8').catch(() => ''))).data ?? [];
    return machines.filter((machine) => normal(machine) === machine);
  };
  const write = async (machines: readonly string[]): Promise<void> => {
    try {
      await replaceOwnFile(file, `${JSON.stringify(machines, null, 2)}\n`);
    } catch (error) {
      const reason = errnoOf(error) ?? String(error);
      throw new AppError('project-write-failed', { path: file, reason }, { cause: error });
    }
  };
  const inTurn = createTurns();
  return {
    list,
    add: (typed) =>
      inTurn(async () => {
        const machine = normal(typed.trim());
        if (machine === null) throw new AppError('place-unknown', { place: typed.trim(), reason: 'no-machine' });
        const machines = await list();
        if (machines.includes(machine)) return machine;
        if (machines.length >= MAX_MACHINES)
          throw new AppError('place-unknown', { place: machine, reason: 'too-many', max: MAX_MACHINES });
        await write([...machines, machine]);
        return machine;
      }),
    remove: (machine) => inTurn(async () => write((await list()).filter((one) => one !== machine))),
  };
}

function normal(text: string): string | null {
  const destination = parseDestination(text);
  return destination && destinationText(destination);
}
