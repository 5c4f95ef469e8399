import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scanBoards } from '../../../src/node/etcher/client.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nixberry-scanner-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A scanner that writes its pid, runs `body` and then stays until it is ended. */
async function fakeScanner(body: string): Promise<string> {
  const program = join(folder, 'scanner.cjs');
  const head = `require('node:fs').writeFileSync(${JSON.stringify(`${folder}/pid`)}, process.pid + '\\n');`;
  await writeFile(program, `${head}\n${body}\nsetInterval(() => undefined, 1000);`);
  return program;
}

async function assertGone(): Promise<void> {
  const pid = Number.parseInt(await readFile(`${folder}/pid`, 'utf8'), 10);
  expect(pid).toBeGreaterThan(1);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
}

const boards = (...ports: string[]) => `console.log('${JSON.stringify({ type: 'boards', ports })}');`;

describe('scanBoards', () => {
  it('tells each change, and ends its child when the reader stops', async () => {
    const program = await fakeScanner(`${boards()} setTimeout(() => { ${boards('1-2')} }, 50);`);
    const seen: (readonly string[])[] = [];
    for await (const ports of scanBoards(new AbortController().signal, program)) {
      seen.push(ports);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([[], ['1-2']]);
    await assertGone();
  });

  it('ends with the signal, even a child that ignores SIGTERM', async () => {
    const program = await fakeScanner(`process.on('SIGTERM', () => undefined); ${boards('1-2')}`);
    const abort = new AbortController();
    const seen: (readonly string[])[] = [];
    for await (const ports of scanBoards(abort.signal, program)) {
      seen.push(ports);
      abort.abort();
    }
    expect(seen).toEqual([['1-2']]);
    await assertGone();
  });

  it.each([
    ['it cannot scan here', `console.log('{"type":"unavailable","detail":"no libusb"}');`],
    ['it says something else', `console.log('{"type":"boards","ports":"1-2"}');`],
    ['it says no JSON', `console.log('hello');`],
    ['it dies', 'process.exit(3);'],
    ['it cannot be started', 'throw new Error("broken");'],
  ])('ends without boards when %s', async (_, body) => {
    const seen: unknown[] = [];
    for await (const ports of scanBoards(new AbortController().signal, await fakeScanner(body))) seen.push(ports);
    expect(seen).toEqual([]);
    await assertGone();
  });

  it('ends without boards where the scanner has not been built', async () => {
    expect((await scanBoards(new AbortController().signal, null).next()).done).toBe(true);
  });

  it('does not start when it is over already', async () => {
    const start = vi.fn();
    for await (const ports of scanBoards(AbortSignal.abort(), await fakeScanner(boards('1-2')))) start(ports);
    expect(start).not.toHaveBeenCalled();
    await expect(readFile(`${folder}/pid`)).rejects.toThrow('ENOENT');
  });
});
