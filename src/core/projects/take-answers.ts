import { SECRET_PROBLEMS, type Problem, type ProblemCode } from '../spec/codes.ts';
import { completeSettings } from '../spec/complete.ts';
import { parsePath, pathText } from '../spec/path.ts';
import { fieldNames } from '../spec/schema-walk.ts';
import { SETTINGS_FORMAT } from '../spec/settings.ts';
import { isPlainObject, type Json } from '../spec/tree.ts';

const FLAKE = 'services.autoUpgrade.flake';
const KEYS = 'user.sshKeys';

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
  const unfit = problemsIn(known).filter(
    (problem, _at, problems) => UNFIT.includes(problem.code) || isLineOfSecret(problem, problems),
  );
  return { answers: withoutAll(known, unfit), dropped: [...unknown, ...unfit] };
}

/**
 * Answers of a person who is still typing as they may be kept: all of them, right or wrong, but those that are secrets, and
 * those that may be a piece of one: an address that is not right yet, and what is wrong beside a private key.
 */
export function withoutSecrets(answers: Json): Json {
  // Of a newer format nothing but that would be told.
  const problems = problemsIn({ ...answers, format: SETTINGS_FORMAT });
  const left = withoutAll(answers, problems.filter(mayBeSecret));
  return hasOpenAuthority(left) ? withoutAll(left, [{ path: FLAKE, code: 'flake-secret', facts: {} }]) : left;
}

function problemsIn(answers: unknown): readonly Problem[] {
  const completed = completeSettings(answers);
  return completed.type === 'refused' ? completed.problems : [];
}

function mayBeSecret({ path, code }: Problem, _at: number, problems: readonly Problem[]): boolean {
  if (SECRET_PROBLEMS.includes(code) || path === FLAKE) return true;
  if (code === 'wrong-type') return [KEYS, 'user', 'services', 'services.autoUpgrade'].includes(path);
  return isLineOfSecret({ path }, problems);
}

/** Of a private key that came as lines, one an item, only the first and the last say what they are. */
function isLineOfSecret({ path }: Pick<Problem, 'path'>, problems: readonly Problem[]): boolean {
  return path.startsWith(`${KEYS}[`) && problems.some(({ code }) => code === 'ssh-key-private');
}

/** `https://abc`: what will become of it, a host or a token, the next letter says. */
function hasOpenAuthority({ services }: Json): boolean {
  const upgrade = isPlainObject(services) ? services.autoUpgrade : null;
  const flake = isPlainObject(upgrade) ? upgrade.flake : null;
  return typeof flake === 'string' && /:\/\/[^/]*$/.test(flake);
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
