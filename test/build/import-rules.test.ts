import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOMS } from '../../build/lint/rooms.js';

/** An empty house with a stub in each room, so that no row depends on what the real rooms hold; the config is the real one. */
let house: string;
let eslint: ESLint;
beforeAll(async () => {
  house = await mkdtemp(path.join(os.tmpdir(), 'nixberry-rooms-'));
  for (const { folder } of ROOMS) {
    await mkdir(path.join(house, folder), { recursive: true });
    await writeFile(path.join(house, folder, 'stub.ts'), 'export const stub = 1;\n');
  }
  eslint = new ESLint({
    cwd: house,
    overrideConfigFile: path.resolve('eslint.config.js'),
    overrideConfig: {
      settings: { 'boundaries/root-path': house },
      // Without types: the snippets are in no program, and this rule needs none.
      languageOptions: { parserOptions: { projectService: false, project: null } },
    },
    ruleFilter: ({ ruleId }) => ruleId === 'boundaries/dependencies',
  });
});
afterAll(() => rm(house, { recursive: true }));

async function complaints(file: string, code: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(house, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

/** `room:node` is the stub in src/node, as `file` would write it. */
function specifierFrom(file: string, wanted: string): string {
  const room = ROOMS.find(({ name }) => `room:${name}` === wanted);
  if (!room) return wanted;
  const relative = path.posix.relative(path.posix.dirname(file), `${room.folder}/stub.ts`);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** The table of CONTRIBUTING.md, written down a second time and by hand: [file, import, allowed]. */
const TABLE: readonly (readonly [file: string, specifier: string, allowed: boolean])[] = [
  ['src/core/x.ts', 'room:core', true],
  ['src/core/drives/x.ts', 'room:core', true],
  ['src/core/x.ts', 'zod', true],
  ['src/core/x.ts', 'node:fs', false],
  ['src/core/x.ts', 'fs', false],
  ['src/core/x.ts', 'execa', false],
  ['src/core/x.ts', 'electron', false],
  ['src/core/x.ts', 'react', false],
  ['src/core/x.ts', 'room:contract', false],
  ['src/core/x.ts', 'room:linux', false],
  ['src/core/x.ts', 'room:node', false],
  ['src/core/x.ts', 'room:words', false],
  ['src/core/x.ts', 'a-package-nobody-named', false],

  ['src/contract/x.ts', 'room:core', true],
  ['src/contract/x.ts', 'zod', true],
  ['src/contract/x.ts', 'room:words', false],
  ['src/contract/x.ts', 'node:fs', false],
  ['src/contract/x.ts', 'room:node', false],
  ['src/contract/x.ts', 'room:writer', false],

  ['src/linux/x.ts', 'room:core', true],
  ['src/linux/x.ts', 'node:fs/promises', true],
  ['src/linux/x.ts', 'zod', false],
  ['src/linux/x.ts', 'execa', false],
  ['src/linux/x.ts', 'room:node', false],
  ['src/linux/x.ts', 'room:writer', false],

  ['src/node/x.ts', 'room:core', true],
  ['src/node/x.ts', 'room:contract', true],
  ['src/node/x.ts', 'room:linux', true],
  ['src/node/x.ts', 'node:fs', true],
  ['src/node/x.ts', 'execa', true],
  ['src/node/x.ts', 'tar/header', true],
  ['src/node/x.ts', 'drivelist', true],
  ['src/node/images/x.ts', 'xz-decompress', true],
  ['src/node/x.ts', 'etcher-sdk', false],
  ['src/node/x.ts', 'etcher-sdk/build/scanner', false],
  ['src/node/x.ts', 'electron', false],
  ['src/node/x.ts', 'react', false],
  ['src/node/x.ts', 'room:cli', false],
  ['src/node/x.ts', 'room:writer', false],
  ['src/node/x.ts', 'a-package-nobody-named', false],
  ['src/node/etcher/x.ts', 'etcher-sdk', true],
  ['src/node/etcher/x.ts', 'etcher-sdk/build/scanner', true],
  ['src/node/etcher/x.ts', 'room:node', true],
  ['src/node/etcher/x.ts', 'electron', false],
  ['src/node/etcher/x.ts', 'room:writer', false],
  ['src/node/etcher/x.ts', 'room:etcher-writer', false],
  ['src/node/x.ts', 'room:etcher-writer', false],

  ['src/node/etcher/writer/x.ts', 'room:writer', true],
  ['src/node/etcher/writer/x.ts', 'room:node', true],
  ['src/node/etcher/writer/x.ts', 'etcher-sdk/build/scanner', true],
  ['src/node/etcher/writer/x.ts', 'electron', false],
  ['src/node/etcher/writer/x.ts', 'room:linux', false],
  ['src/node/etcher/writer/x.ts', 'room:cli', false],

  ['src/writer/x.ts', 'room:contract', true],
  ['src/writer/x.ts', 'room:core', true],
  ['src/writer/x.ts', 'room:linux', true],
  ['src/writer/x.ts', 'node:fs', true],
  ['src/writer/x.ts', 'zod', false],
  ['src/writer/x.ts', 'execa', false],
  ['src/writer/x.ts', 'fzstd', false],
  ['src/writer/x.ts', 'room:node', false],
  ['src/writer/x.ts', 'room:etcher-writer', false],
  ['src/writer/x.ts', 'room:cli', false],

  ['src/words/x.ts', 'room:core', true],
  ['src/words/x.ts', 'room:assets', true],
  ['src/words/x.ts', 'intl-messageformat', true],
  ['src/words/x.ts', 'node:fs', false],
  ['src/words/x.ts', 'react', false],
  ['src/words/x.ts', 'room:node', false],
  ['src/words/x.ts', 'room:renderer', false],

  ['src/main/x.ts', 'room:core', true],
  ['src/main/x.ts', 'room:node', true],
  ['src/main/x.ts', 'room:words', true],
  ['src/main/x.ts', 'electron', true],
  ['src/main/x.ts', 'zod', true],
  ['src/main/x.ts', 'execa', false],
  ['src/main/x.ts', 'react', false],
  ['src/main/x.ts', 'room:writer', false],
  ['src/main/x.ts', 'room:renderer', false],
  ['src/main/x.ts', 'etcher-sdk', false],

  ['src/preload/x.ts', 'electron', true],
  ['src/preload/x.ts', 'node:fs', false],
  ['src/preload/x.ts', 'room:core', false],

  ['src/cli/x.ts', 'room:core', true],
  ['src/cli/x.ts', 'room:contract', true],
  ['src/cli/x.ts', 'room:node', true],
  ['src/cli/x.ts', 'room:assets', true],
  ['src/cli/x.ts', 'commander', true],
  ['src/cli/x.ts', 'node:process', true],
  ['src/cli/x.ts', 'electron', false],
  ['src/cli/x.ts', 'react', false],
  ['src/cli/x.ts', 'room:main', false],
  ['src/cli/x.ts', 'room:writer', false],
  ['src/cli/x.ts', 'etcher-sdk', false],

  ['renderer/x.ts', 'room:core', true],
  ['renderer/x.ts', 'room:contract', true],
  ['renderer/x.ts', 'room:words', true],
  ['renderer/x.ts', 'room:assets', true],
  ['renderer/x.ts', 'react', true],
  ['renderer/x.ts', 'react-dom/client', true],
  ['renderer/x.ts', 'react-aria-components/Button', true],
  ['renderer/x.ts', 'lucide-react', true],
  ['renderer/x.ts', 'intl-messageformat', false],
  ['renderer/x.ts', 'electron', false],
  ['renderer/x.ts', 'node:fs', false],
  ['renderer/x.ts', 'room:node', false],
  ['renderer/x.ts', 'room:main', false],
  ['renderer/x.ts', 'room:preload', false],
  ['renderer/x.ts', 'room:cli', false],

  ['test/x.ts', 'room:writer', true],
  ['test/x.ts', 'fast-check', true],
  ['build/x.ts', 'esbuild', true],
  ['build/x.ts', 'room:test', false],
  ['src/core/x.ts', 'room:test', false],

  // A folder's name means nothing below another room.
  ['src/cli/build/x.ts', 'esbuild', false],
  ['src/core/test/x.ts', 'vitest', false],
  ['test/build/x.ts', 'room:test', true],
];

describe('who may import whom', () => {
  it.each(TABLE)('%s imports %s: %s', async (file, wanted, allowed) => {
    const code = `import * as x from '${specifierFrom(file, wanted)}';\nexport const y = x;\n`;
    expect(await complaints(file, code)).toEqual(allowed ? [] : ['boundaries/dependencies']);
  });

  it.each([
    "export { readFile } from 'node:fs/promises';",
    "export * from '../node/stub.ts';",
    "export const x = await import('node:fs');",
    "import type { Stats } from 'node:fs';\nexport type X = Stats;",
    "import 'node:fs';",
    "export * from '../nowhere/stub.ts';",
  ])('sees every way to import: %s', async (code) => {
    expect(await complaints('src/core/x.ts', code)).toEqual(['boundaries/dependencies']);
  });

  it('has each room in the table above', () => {
    const tested = new Set(TABLE.map(([file]) => path.posix.dirname(file)));
    expect(ROOMS.filter(({ name, folder }) => name !== 'assets' && !tested.has(folder))).toEqual([]);
  });
});
