import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { MAX_MODULE_BYTES, RESTRICTED_IMPORTS, RESTRICTED_SYNTAX, houseRules } from '../../build/lint/house-rules.js';

const linter = new Linter();

function complaints(code: string, filename = 'job.ts'): readonly (string | null)[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    plugins: { house: houseRules },
    rules: {
      'house/module-size': 'error',
      'house/file-name': 'error',
      'no-restricted-syntax': ['error', ...RESTRICTED_SYNTAX],
      'no-restricted-imports': ['error', { paths: RESTRICTED_IMPORTS }],
    },
  };
  return linter.verify(code, config, { filename }).map(({ ruleId }) => ruleId);
}

describe('house rules', () => {
  it.each([
    ['no-restricted-syntax', 'export default 1;'],
    ['no-restricted-syntax', "import { x } from './job'; x();"],
    ['no-restricted-syntax', "export * from '../job';"],
    ['no-restricted-syntax', "run('lsblk', { shell: true });"],
    ['no-restricted-imports', "import { exec } from 'node:child_process'; exec('ls');"],
    ['no-restricted-syntax', "import { z } from 'zod'; z();"],
    ['house/module-size', `// ${'x'.repeat(MAX_MODULE_BYTES)}`],
  ])('%s: %.60s', (rule, code) => {
    expect(complaints(code)).toEqual([rule]);
  });

  it.each(['Job.ts', 'flash_job.ts', 'flashJob.test.ts'])('%s is no name for a file', (name) => {
    expect(complaints('', name)).toEqual(['house/file-name']);
  });

  it.each([
    ['job.ts', "import { x } from './job.ts'; x();"],
    ['flash-job.test.ts', "import { spawn } from 'node:child_process'; spawn('ls', []);"],
    ['main.ts', "import * as z from 'zod'; z();"],
    ['en-words.ts', "import words from '../assets/en.json'; words();"],
    ['x.ts', "run('lsblk', { shell: false });"],
  ])('%s may say: %s', (name, code) => {
    expect(complaints(code, name)).toEqual([]);
  });
});

describe('modules', () => {
  it('are small: nine of ten below 6 KiB', async () => {
    const entries = await readdir('src', { recursive: true, withFileTypes: true });
    const modules = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
    const sizes = await Promise.all(
      modules.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size),
    );
    const large = sizes.filter((size) => size > 6 * 1024);
    expect(large.length).toBeLessThanOrEqual(sizes.length / 10);
  });
});
