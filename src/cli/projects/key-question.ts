import { AppError, toAppError } from '../../core/errors/app-error.ts';
import { fieldProblems } from '../../core/projects/judge-answers.ts';
import { place, type Json } from '../../core/spec/tree.ts';
import { readKeys } from '../../node/projects/given-files.ts';
import type { FoundKey } from '../../node/projects/this-computer.ts';
import { errorWords } from '../error-words.ts';
import { t } from '../words.ts';
import { askLine, askYes, type Person } from './person.ts';
import { problemWords } from './problems.ts';

/**
 * Asks for a public SSH key: one that was found (by its number), a file, or the key itself. Without one it asks whether a
 * password comes with the card: with neither, nobody could log in.
 */
export async function askForKeys(answers: Json, person: Person, found: readonly FoundKey[]): Promise<Json> {
  for (const [at, { file, text }] of found.entries())
    person.say(t('cli.ask.key-found', { number: at + 1, file, comment: text.split(' ').slice(2).join(' ') || null }));
  const question = t(found.length > 0 ? 'cli.ask.key-among' : 'cli.ask.key');
  for (;;) {
    const line = (await askLine(person, question)) || (found.length > 0 ? '1' : '-');
    if (line === '-') {
      if (await askYes(person, t('cli.ask.password'))) return placed(answers, 'password', 'seed');
      continue;
    }
    const keys = await keysOf(line, found);
    if (typeof keys === 'string') {
      person.say(keys);
      continue;
    }
    const more = placed(answers, 'sshKeys', keys);
    const [problem] = fieldProblems(more, 'user.sshKeys');
    if (!problem) return more;
    person.say(problemWords(problem));
  }
}

/** The keys that an answer names; words when it names none. */
async function keysOf(line: string, found: readonly FoundKey[]): Promise<readonly string[] | string> {
  const numbered = /^[0-9]+$/.test(line) ? found[Number(line) - 1] : undefined;
  if (numbered) return [numbered.text];
  try {
    return await readKeys(line);
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    return errorWords(code, facts).message;
  }
}

function placed(answers: Json, field: string, value: unknown): Json {
  const done = place(answers, ['user', field], value);
  if (!done) throw new AppError('unexpected', { detail: `no place for user.${field}` });
  return done;
}
