import { execa } from 'execa';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach } from 'vitest';
import { useCli, type CliEnd } from '../cli/run-cli.ts';
import { KEYS } from '../core/spec/some-answers.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Options that a host needs, apart from its board. */
export const GIVEN = ['--host', 'greenhouse', '--user', 'ada', '--ssh-key', KEYS.ed25519];

/** A place for a project, new for each test. */
export interface TestProject {
  /** A folder with nothing in it yet. */
  root: string;
  /** A folder in it that does not exist yet. */
  pis: string;
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CliEnd>;
  /** `nixberry new` with a host called greenhouse. */
  readonly make: (folder: string, ...more: string[]) => Promise<CliEnd>;
  /** What git prints in the project. */
  readonly git: (...argv: string[]) => Promise<string>;
  readonly settings: (host?: string) => Promise<Record<string, unknown>>;
  /** Every file of the project and what is in it, apart from git's. */
  readonly contents: () => Promise<Record<string, string>>;
}

export function useProject(): TestProject {
  const { run } = useCli();
  const project: TestProject = {
    root: '',
    pis: '',
    run,
    make: (folder, ...more) => run(['new', folder, '--board', 'pi4', ...GIVEN, ...more]),
    git: async (...argv) => (await execa('git', ['-C', project.pis, ...argv])).stdout,
    settings: async (host = 'greenhouse') =>
      JSON.parse(await readFile(path.join(project.pis, 'hosts', host, 'settings.json'), 'utf8')) as Record<
        string,
        unknown
      >,
    contents: () => contentsOf(project.pis),
  };
  beforeEach(async () => {
    project.root = await tempFolder();
    project.pis = path.join(project.root, 'pis');
  });
  return project;
}

async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
  const own = files.filter((file) => !file.includes('/.git/')).sort();
  const texts = own.map(async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
}
