import type * as z from 'zod';
import { PROBLEMS, SECRET_PROBLEMS, type Problem, type ProblemCode } from './codes.ts';
import { nearest } from './nearest.ts';
import { pathText } from './path.ts';
import { fieldNames } from './schema-walk.ts';

/** What zod found, in our codes; of several problems of one field the first, and before all that it is a secret. */
export function problemsOfIssues(issues: readonly z.core.$ZodIssue[]): Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of issues.flatMap(problemsOf))
    if (!first.has(problem.path) || SECRET_PROBLEMS.includes(problem.code)) first.set(problem.path, problem);
  return [...first.values()];
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const path = pathText(issue.path);
  if (isProblemCode(issue.message)) return [{ path, code: issue.message, facts: {} }];
  if (issue.code === 'unrecognized_keys') {
    const known = fieldNames(issue.path);
    return issue.keys.map((name) => ({
      path: pathText([...issue.path, name]),
      code: 'unknown-setting',
      facts: { name, nearest: nearest(name, known) },
    }));
  }
  if (issue.input === undefined) return [{ path, code: 'missing', facts: {} }];
  if (issue.code === 'invalid_value')
    return [{ path, code: 'not-one-of', facts: { allowed: issue.values.map(String).join(', ') } }];
  if (issue.code === 'invalid_union')
    return [{ path, code: 'not-one-of', facts: { allowed: optionsOf(issue).map(String).join(', ') } }];
  const expected = issue.code === 'invalid_type' ? issue.expected : '';
  return [{ path, code: 'wrong-type', facts: { expected } }];
}

/** The names of a union's variants. */
function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly unknown[] {
  return 'options' in issue ? (issue.options ?? []) : [];
}

function isProblemCode(message: string): message is ProblemCode {
  return (PROBLEMS as readonly string[]).includes(message);
}
