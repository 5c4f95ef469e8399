import { afterEach, expect, test, vi } from 'vitest';
import { createConfirm } from '../../../src/cli/flash/confirm.ts';
import type { Unfinished } from '../../../src/cli/flash/unfinished.ts';
import { createJsonRenderer } from '../../../src/cli/flash/json-renderer.ts';
import { createPlainRenderer } from '../../../src/cli/flash/plain-renderer.ts';
import type { Drive } from '../../../src/core/drives/drive.ts';
import type { FlashEvent } from '../../../src/core/flash/events.ts';
import { aDrive, aPartition } from '../../core/drives/a-drive.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const NO_TABLE = { code: 'no-partition-table', facts: {} } as const;
const onFile: FlashEvent = { type: 'target', target: 'card.img', drive: null, warnings: [NO_TABLE] };

afterEach(() => void vi.restoreAllMocks());

/** What the person sees of a drive before the question, which nobody answers. */
async function shown(drive: Drive, unfinished: Unfinished | 'no-rights' | null = null): Promise<string> {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const terminal = fakeTerminal();
  const confirm = createConfirm({ terminal, signal: AbortSignal.abort() }, false, () => Promise.resolve(unfinished));
  expect(await confirm([{ target: drive.device, drive, warnings: [NO_TABLE], typedName: true }])).toBe(false);
  return terminal.said.join('\n');
}

test('what is on a drive is told apart: nothing, something, and nobody knows', async () => {
  expect(await shown(aDrive())).toMatch(/on it +-$/m);
  expect(await shown(aDrive({ fsType: 'ext4', label: 'old' }))).toMatch(/on it +ext4 "old"$/m);
  expect(await shown(aDrive({ contentKnown: false }))).toMatch(/on it +not known$/m);
  const partitions = [aPartition('/dev/sda1')];
  expect(await shown(aDrive({ contentKnown: false, partitions }))).toMatch(/on it +sda1 1\.1 GB not known$/m);
});

test('a writing that was interrupted is told of, with its time', async () => {
  const startedAt = new Date(2026, 10, 22, 9, 5).toISOString();
  expect(await shown(aDrive(), { startedAt })).toMatch(/on it +begun by Nixberry on 2026-11-22 09:05, and interrupted/);
  expect(await shown(aDrive(), { startedAt: null })).toMatch(/on it +begun by Nixberry, and interrupted/);
});

test('whoever may not read the drive is told who can', async () => {
  expect(await shown(aDrive(), 'no-rights')).toContain('`nixberry identify /dev/sda` can tell whether');
  expect(await shown(aDrive())).not.toContain('identify');
});

test('with --yes it is told like a warning, and nothing where there is nothing to tell', async () => {
  const startedAt = new Date(2026, 10, 22, 9, 5).toISOString();
  for (const [found, said] of [
    [
      { startedAt },
      [expect.stringMatching(/^say: \/dev\/sda: begun by Nixberry on 2026-11-22 09:05, and interrupted/)],
    ],
    ['no-rights', []],
    [null, []],
  ] as const) {
    const terminal = fakeTerminal();
    const signal = new AbortController().signal;
    const confirm = createConfirm({ terminal, signal }, true, () => Promise.resolve(found));
    const drive = aDrive();
    expect(await confirm([{ target: drive.device, drive, warnings: [], typedName: true }])).toBe(true);
    expect(terminal.said).toEqual(said);
  }
});

test('an image without a partition table is warned of beside the drive', async () => {
  expect(await shown(aDrive())).toContain('The image begins neither with a partition table nor');
});

test('and before a virtual card is written, in words and in --json', () => {
  const terminal = fakeTerminal();
  createPlainRenderer(terminal, true).show(onFile);
  expect(terminal.said).toEqual([expect.stringMatching(/^say: card\.img: The image begins neither/)]);
  const json = fakeTerminal({ json: true });
  createJsonRenderer(json, true).show(onFile);
  expect(json.lines).toEqual([
    expect.objectContaining({ type: 'target', warnings: [expect.objectContaining({ code: NO_TABLE.code })] }),
  ]);
});
