import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { End } from '../../../src/core/jobs/job.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import { demoFile } from '../../../src/node/demo/demo-files.ts';
import { makeDemoImage, type DemoResult } from '../../../src/node/demo/demo.ts';
import { parseRecipe } from '../../../src/node/demo/recipe.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';

let workDir: string;
beforeEach(async () => (workDir = await mkdtemp(join(tmpdir(), 'nixberry-demo-test-'))));
afterEach(() => rm(workDir, { recursive: true, force: true }));

async function make(nix: 'auto' | 'never', program: string): Promise<(BuildEvent | End<DemoResult>)[]> {
  const events: (BuildEvent | End<DemoResult>)[] = [];
  const ports = { nix: createNixPort({ program }), clock: performance };
  for await (const event of makeDemoImage({ nix, workDir }, ports, new AbortController().signal)) events.push(event);
  return events;
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** The recipe says what its image's hash is. */
async function expectedSha256(): Promise<string> {
  return /SHA-256 of the image: ([0-9a-f]{64})/.exec(await readFile(demoFile('image.recipe'), 'utf8'))?.[1] ?? '';
}

describe('the demo without Nix', () => {
  it('makes the image of the recipe, and tells of it as of a build', async () => {
    const events = await make('never', '/bin/false');
    expect(events.filter((event) => event.type === 'phase').map((event) => event.phase)).toEqual([
      'partitions',
      'firmware',
      'root',
      'done',
    ]);
    const imagePath = join(workDir, 'nixberry-demo.img');
    const result = {
      imagePath,
      bytes: 64 << 20,
      storePath: null,
      ...{ elsewhere: null, installable: null, how: null, work: null, dryRun: null },
      builtBy: 'itself',
    };
    expect(events.at(-1)).toEqual({ type: 'done', result });
    expect(await sha256(imagePath)).toBe(await expectedSha256());
  });

  it('says why, when there is no Nix or it fails', async () => {
    const failing = await make('auto', '/bin/false');
    expect(failing.find((event) => event.type === 'note')).toMatchObject({
      code: 'demo-nix-failed',
      facts: { cause: 'other' },
    });
    expect(failing.at(-1)).toMatchObject({ type: 'done', result: { builtBy: 'itself' } });
  });

  it('keeps no folder of a build with Nix', async () => {
    vi.stubEnv('TMPDIR', workDir);
    await make('auto', '/bin/false').finally(() => vi.unstubAllEnvs());
    expect(await readdir(workDir)).toEqual(['nixberry-demo.img']);
  });

  it('ends as cancelled, once, and does not make the image itself then', async () => {
    const events = [];
    const ports = { nix: createNixPort({ program: '/bin/false' }), clock: performance };
    for await (const event of makeDemoImage({ nix: 'auto', workDir }, ports, AbortSignal.abort())) events.push(event);
    expect(events).toEqual([{ type: 'cancelled' }]);
  });
});

describe('the recipe', () => {
  it('is played to the same bytes by a shell', async () => {
    const out = join(workDir, 'shell.img');
    await execa('/bin/sh', [demoFile('play.sh'), demoFile('image.recipe')], { env: { out }, timeout: 20_000 });
    expect(await sha256(out)).toBe(await expectedSha256());
  });

  it('has no line that the shell would read in another way', () => {
    expect(parseRecipe("zeros 3\nbytes '\\001\\377'\nsay 'a b'\nphase x\n# no\n")).toEqual([
      { do: 'zeros', count: 3 },
      { do: 'bytes', bytes: Buffer.from([1, 255]) },
      { do: 'say', text: 'a b' },
      { do: 'phase', name: 'x' },
    ]);
    for (const line of ["bytes '\\1'", "say 'it's'", 'zeros -1', 'rm -rf /', "say 'a'; rm x"])
      expect(() => parseRecipe(line)).toThrow('Not a line');
  });
});
