import type { Problem } from '../spec/codes.ts';
import { completeSettings } from '../spec/complete.ts';
import { parsePath } from '../spec/path.ts';
import { isPlainObject, place, type Json } from '../spec/tree.ts';

/** What a field that is not answered yet is taken for, so that the rest can be judged. */
const STAND_INS: Readonly<Record<string, unknown>> = { board: 'pi4', hostName: 'host', 'user.name': 'user' };

/**
 * Everything that is wrong with answers that may not be all there: what is missing, and what would be wrong even if that
 * was given. Empty when they are complete.
 */
export function answerProblems(answers: unknown): readonly Problem[] {
  const first = problemsOf(answers);
  const missing = first.filter(({ path, code }) => code === 'missing' && path in STAND_INS);
  // Rules that look at the whole are asked only when each field is right by itself.
  if (missing.length === 0 || missing.length < first.length) return first;
  return [...missing, ...problemsOf(standIn(answers, missing))];
}

/** What is wrong with one field, as far as it can be known now; whatever else is missing does not count. */
export function fieldProblems(answers: unknown, path: string): readonly Problem[] {
  return answerProblems(answers).filter((problem) => isAbove(path, problem.path));
}

/** What a question, or one more option, would settle. */
export function isOpen({ code }: Problem): boolean {
  return code === 'missing' || code === 'locked-out' || code === 'wifi-without-country';
}

/**
 * What made no sense as it was given, and what is wrong with the rest. A setting is not missing that was given wrongly, or under
 * a wrong name; nor is any when a whole file could not be read.
 */
export function joinProblems(given: readonly Problem[], judged: readonly Problem[]): readonly Problem[] {
  const meant = given.map(({ path, code, facts }) =>
    code === 'unknown-setting' && typeof facts.nearest === 'string' ? facts.nearest : path,
  );
  const wholeFile = given.some(({ path, code }) => code.startsWith('json-') || (path === '' && code === 'wrong-type'));
  const isMeant = (path: string): boolean => meant.some((one) => isAbove(one, path) || isAbove(path, one));
  return [...given, ...judged.filter((one) => !isOpen(one) || !(wholeFile || isMeant(one.path)))];
}

function isAbove(path: string, other: string): boolean {
  return path !== '' && (other === path || other.startsWith(`${path}.`) || other.startsWith(`${path}[`));
}

function problemsOf(answers: unknown): readonly Problem[] {
  const completed = completeSettings(answers);
  return completed.type === 'refused' ? completed.problems : [];
}

function standIn(answers: unknown, missing: readonly Problem[]): Json {
  return missing.reduce<Json>(
    (filled, { path }) => place(filled, parsePath(path) ?? [], STAND_INS[path]) ?? filled,
    isPlainObject(answers) ? answers : {},
  );
}
