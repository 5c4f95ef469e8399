import type { Command } from 'commander';
import type { Problem } from '../../core/spec/codes.ts';
import { assign } from '../../core/spec/assign.ts';
import { parseJson, type Place } from '../../core/spec/json-text.ts';
import { isPlainObject, place, type Json } from '../../core/spec/tree.ts';
import { readGiven, readKeys } from '../../node/projects/given-files.ts';

export interface AnswerOptions {
  readonly board?: string;
  readonly host?: string;
  readonly user?: string;
  readonly sshKey?: readonly string[];
  readonly set?: readonly string[];
  readonly answers?: string;
  readonly yes?: boolean;
}

/** What flags and a file say about a host, and what of it makes no sense. */
export interface GivenAnswers {
  readonly answers: Json;
  readonly problems: readonly Problem[];
  /** Where a setting is in the file; null without a file. */
  readonly placeOf: ((path: string) => Place) | null;
}

/** Adds the options that answer the questions of `new` and `add`. */
export function withAnswerOptions(command: Command): Command {
  return command
    .option('--board <id>', 'the Raspberry Pi; `nixberry boards` lists them')
    .option('--host <name>', 'its name, in the network and in the project')
    .option('--user <name>', 'the person who logs in')
    .option('--ssh-key <file-or-text>', 'a public SSH key, as a file or itself; again for one more', collect)
    .option('--set <path=value>', 'any other setting, as wifi.country=GB; again for one more', collect)
    .option('--answers <file>', 'settings as JSON, in the form of settings.json; nothing is asked')
    .option('--yes', 'ask nothing, and take the defaults for what is not given');
}

/** Reads them. Flags count more than the file. Throws AppError `answers-unreadable`. */
export async function givenAnswers(options: AnswerOptions): Promise<GivenAnswers> {
  const file = await fileAnswers(options.answers);
  const plain = { board: options.board, hostName: options.host, 'user.name': options.user };
  const texts = Object.entries(plain).flatMap(([path, value]) => (value === undefined ? [] : [`${path}=${value}`]));
  const problems: Problem[] = [...file.problems];
  let { answers } = file;
  for (const text of [...texts, ...(options.set ?? [])]) {
    const assigned = assign(answers, text);
    if (assigned.type === 'assigned') ({ answers } = assigned);
    else problems.push(assigned.problem);
  }
  const keys: string[] = [];
  for (const key of options.sshKey ?? []) keys.push(...(await readKeys(key)));
  if (keys.length > 0) answers = place(answers, ['user', 'sshKeys'], [...keysOf(answers), ...keys]) ?? answers;
  return { answers, problems, placeOf: file.placeOf };
}

async function fileAnswers(file: string | undefined): Promise<GivenAnswers> {
  if (file === undefined) return { answers: {}, problems: [], placeOf: null };
  const json = parseJson(await readGiven(file));
  if (json.type === 'broken')
    return {
      answers: {},
      problems: [{ path: json.path, code: json.code, facts: {} }],
      placeOf: () => json.place,
    };
  if (isPlainObject(json.value)) return { answers: json.value, problems: [], placeOf: json.placeOf };
  const problem = { path: '', code: 'wrong-type', facts: { expected: 'object' } } as const;
  return { answers: {}, problems: [problem], placeOf: json.placeOf };
}

/** Keys of the file and of `--set`. */
function keysOf({ user }: Json): readonly unknown[] {
  return isPlainObject(user) && Array.isArray(user.sshKeys) ? user.sshKeys : [];
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
