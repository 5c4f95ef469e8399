import { SECRET_PROBLEMS, type Problem, type ProblemCode } from '../spec/codes.ts';
import { completeSettings } from '../spec/complete.ts';
import { parsePath, pathText } from '../spec/path.ts';
import { fieldNames } from '../spec/schema-walk.ts';
import { SETTINGS_FORMAT } from '../spec/settings.ts';
import { isPlainObject, type Json } from '../spec/tree.ts';

/** Answers that came from a file, without what must not be kept, and what that was. */
export interface TakenAnswers {
  readonly answers: Json;
  readonly dropped: readonly Problem[];
}

/**
 * Problems of values that are forgotten at once: they are secrets, or no form could show them (`user.password` says where it
 * comes from, and somebody may have written the password there).
 */
const UNFIT: readonly ProblemCode[] = [...SECRET_PROBLEMS, 'wrong-type', 'not-one-of'];

/**
 * Answers as they may go into a draft: right or wrong, but nothing in them that no setting is called (a passphrase may
 * stand there), nothing that no form could show, and no private key. Anything but an object gives no answers.
 */
export function takeAnswers(given: unknown): TakenAnswers {
  const unknown: Problem[] = [];
  const known = knownOf(given, [], unknown);
  const unfit = problemsIn(known, UNFIT);
  return { answers: withoutAll(known, unfit), dropped: [...unknown, ...unfit] };
}

/** Answers of a person who is still typing as they may be kept: all of them, right or wrong, but those that are secrets. */
export function withoutSecrets(answers: Json): Json {
  // Of a newer format nothing but that would be told.
  return withoutAll(answers, problemsIn({ ...answers, format: SETTINGS_FORMAT }, SECRET_PROBLEMS));
}

function problemsIn(answers: unknown, codes: readonly ProblemCode[]): readonly Problem[] {
  const completed = completeSettings(answers);
  return completed.type === 'refused' ? completed.problems.filter(({ code }) => codes.includes(code)) : [];
}

function withoutAll(answers: unknown, problems: readonly Problem[]): Json {
  // From the end of a list to its start: what is taken out moves what comes after it.
  const paths = problems.map(({ path }) => parsePath(path) ?? []).reverse();
  const left = paths.reduce<unknown>(without, answers);
  return isPlainObject(left) ? left : {};
}

/** What the schema has a name for; the others are added to `unknown`. */
function knownOf(value: unknown, path: readonly (string | number)[], unknown: Problem[]): unknown {
  if (Array.isArray(value)) return value.map((item: unknown, at) => knownOf(item, [...path, at], unknown));
  if (!isPlainObject(value)) return value;
  const names = fieldNames(path);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) => {
      if (names.includes(name)) return [[name, knownOf(field, [...path, name], unknown)]];
      unknown.push({ path: pathText([...path, name]), code: 'unknown-setting', facts: { name, nearest: null } });
      return [];
    }),
  );
}

/** The tree without what is at a path. */
function without(tree: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (typeof step === 'number' && Array.isArray(tree))
    return tree.flatMap((item: unknown, at) => (at !== step ? [item] : rest.length > 0 ? [without(item, rest)] : []));
  if (typeof step !== 'string' || !isPlainObject(tree)) return tree;
  const { [step]: field, ...others } = tree;
  return rest.length > 0 ? { ...tree, [step]: without(field, rest) } : others;
}
