import type { ListedProblem, ListedWarning } from '../../contract/cli-projects.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { Problem, SettingWarning } from '../../core/spec/codes.ts';
import type { LocatedProblem } from '../../core/spec/settings-text.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

/** Flags of `new` and `add` that stand for a setting of their own. */
const FLAGS: Readonly<Record<string, string>> = {
  board: '--board',
  hostName: '--host',
  'user.name': '--user',
  'user.sshKeys': '--ssh-key',
};

/** What is wrong with a setting, in a sentence. */
export function problemWords({ code, facts }: Pick<Problem, 'code' | 'facts'>): string {
  return t(`setting.problem.${code}`, facts);
}

/** A problem as `--json` has it; `file` is where its place is. */
export function listedProblem(problem: Problem | LocatedProblem, file: string | null): ListedProblem {
  const { path, code, facts } = problem;
  const at = file !== null && 'line' in problem ? problem : { line: null, column: null };
  return { path, code, message: problemWords(problem), facts, file, line: at.line, column: at.column };
}

export function listedWarning({ path, code, facts }: SettingWarning): ListedWarning {
  return { path, code, message: t(`setting.warning.${code}`, facts), facts };
}

/** `file:line:column: path: sentence`, as far as there is such a place. */
function problemLine({ path, message, file, line, column }: ListedProblem): string {
  const place = file === null || line === null || column === null ? null : `${file}:${line}:${column}`;
  return t('cli.setting.problem', { place, path: path === '' ? null : path, message });
}

export function warningLine(terminal: Terminal, { path, message }: ListedWarning): string {
  const words = t('cli.setting.problem', { place: null, path, message });
  return `${terminal.errStyle.careful(t('cli.build.warning'))} ${words}`;
}

/** Says each problem, in words and as a line of `--json`. */
export function tellProblems(
  terminal: Terminal,
  problems: readonly (Problem | LocatedProblem)[],
  { file = null, host = null }: { readonly file?: string | null; readonly host?: string | null } = {},
): void {
  for (const problem of problems) {
    const listed = listedProblem(problem, file);
    terminal.emit({ type: 'setting-problem', host, ...listed });
    terminal.complain(problemLine(listed));
  }
}

/** The error after the problems were told: what is missing is named with its flag where there is one. */
export function problemsError(problems: readonly Problem[]): AppError {
  const named = problems.map(({ path, code }) => {
    const flag = FLAGS[path];
    return flag !== undefined && (code === 'missing' || code === 'locked-out') ? `${path} (${flag})` : path;
  });
  const fields = [...new Set(named.filter((name) => name !== ''))].join(', ') || null;
  const count = problems.length;
  return problems.every(({ code }) => code === 'missing' || code === 'locked-out')
    ? new AppError('settings-missing', { fields, count })
    : new AppError('settings-refused', { fields, count });
}
