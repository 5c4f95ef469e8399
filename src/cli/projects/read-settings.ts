import { join } from 'node:path';
import { settingsPath } from '../../core/projects/layout.ts';
import { readHost, type Project } from '../../node/projects/open.ts';
import type { Terminal } from '../terminal.ts';
import { problemsError, tellProblems } from './problems.ts';
import type { Settled } from './settle.ts';

/**
 * The settings that a host has now. Throws AppError `settings-refused` after each problem was told with its place in the
 * file, and as `readHost`.
 */
export async function readSettings(terminal: Terminal, project: Project, host: string): Promise<Settled> {
  const read = await readHost(project, host);
  if (read.type === 'complete') return read;
  tellProblems(terminal, read.problems, { file: join(project.folder, settingsPath(host)), host });
  throw problemsError(read.problems);
}
