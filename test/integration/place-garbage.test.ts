import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { sleep } from '../support/waiting.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv } from './places-support.ts';

/** Far less than it takes to look for an image and to keep it. */
const PAUSE_MS = 50;

const cli = useCli();
let other: OtherMachine;
let work: string;
beforeAll(async () => {
  other = await startOtherMachine();
  work = await makeTempFolder();
});
afterAll(async () => {
  await other.stop();
  await rm(work, { recursive: true, force: true });
});

async function sha256(path: string): Promise<string> {
  const bytes = await readFile(path);
  return createHash('sha256').update(bytes).digest('hex');
}

/** Collects the garbage of the other machine, again and again, until it is called off. Resolves to how often. */
function collectGarbage(): () => Promise<number> {
  const calledOff = new AbortController();
  const collecting = (async () => {
    let times = 0;
    for (; !calledOff.signal.aborted; times++) {
      await other.run('nix-store', '--gc').catch(() => undefined);
      await sleep(PAUSE_MS);
    }
    return times;
  })();
  return () => {
    calledOff.abort();
    return collecting;
  };
}

describe.each(['store:ssh-ng://other', 'host:other'])('%s, where garbage is collected all the time', (place) => {
  it('keeps the image, and holds nothing else', async () => {
    const flake = await makePlacesFlake(2);
    const callOff = collectGarbage();
    try {
      const env = { ...nixberryEnv(join(work, place.slice(0, 5))), ...other.env };
      const { code, stdout } = await cli.run(['build', `${flake.dir}#pi`, '--on', place, '--json'], env);
      const last = jsonLines(stdout).at(-1);
      expect({ code, last }).toMatchObject({ code: 0, last: { type: 'built', elsewhere: 'other' } });
      if (last?.type !== 'built' || last.out === null || last.imagePath === null) throw new Error('no image');
      expect(last.id).not.toBeNull();
      expect(await sha256(last.out)).toBe(await sha256(other.path(last.imagePath)));
      const roots = await readdir(other.path('/root/.local/state/nixberry/roots'));
      expect(roots.filter((name) => !name.startsWith(last.id ?? '-'))).toEqual([]);
    } finally {
      expect(await callOff()).toBeGreaterThan(5);
      await flake.remove();
      await other.run('rm', '-rf', '/root/.local/state/nixberry/roots');
    }
  });
});
