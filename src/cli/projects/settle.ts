import { answerProblems, isOpen, joinProblems } from '../../core/projects/judge-answers.ts';
import type { Problem, SettingWarning } from '../../core/spec/codes.ts';
import { completeSettings } from '../../core/spec/complete.ts';
import type { ReleaseId } from '../../core/spec/releases.ts';
import type { LocatedProblem } from '../../core/spec/settings-text.ts';
import type { Settings } from '../../core/spec/settings.ts';
import { lookAtThisComputer } from '../../node/projects/this-computer.ts';
import type { Context } from '../run.ts';
import { givenAnswers, type AnswerOptions, type GivenAnswers } from './answer-options.ts';
import { personAt } from './person.ts';
import { problemsError, tellProblems } from './problems.ts';
import { askAnswers } from './questions.ts';

export interface Settled {
  readonly settings: Settings;
  readonly warnings: readonly SettingWarning[];
}

/**
 * The settings of a new host: from flags and a file, and from questions where somebody can be asked. Throws AppError
 * `settings-missing` or `settings-refused` after each problem was told, `answers-unreadable`, `cancelled`.
 */
export async function settleSettings(
  context: Context,
  options: AnswerOptions,
  defaults: { readonly release?: ReleaseId } = {},
): Promise<Settled> {
  const { terminal } = context;
  const given = await givenAnswers(options);
  const answers = { ...defaults, ...given.answers };
  const problems = joinProblems(given.problems, answerProblems(answers));
  const asks = terminal.canAsk && !(options.yes ?? false) && options.answers === undefined;
  // What was given wrongly is told before anybody is asked for the rest.
  if (asks && problems.every(isOpen)) {
    return settled(await askAnswers(answers, personAt(context), await lookAtThisComputer()));
  }
  if (problems.length === 0) return settled(answers);
  tellProblems(terminal, located(problems, given), { file: options.answers ?? null });
  throw problemsError(problems);

  function settled(all: unknown): Settled {
    const completed = completeSettings(all);
    if (completed.type === 'complete') return completed;
    tellProblems(terminal, completed.problems);
    throw problemsError(completed.problems);
  }
}

function located(problems: readonly Problem[], { placeOf }: GivenAnswers): readonly (Problem | LocatedProblem)[] {
  return placeOf ? problems.map((problem) => ({ ...problem, ...placeOf(problem.path) })) : problems;
}
