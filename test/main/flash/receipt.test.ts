import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import { writeReceipt } from '../../../src/main/flash/receipt-file.ts';
import { flashHandlers } from '../../../src/main/flash/flash-handlers.ts';
import type { Flash } from '../../../src/main/flash/flash.ts';
import { mainWords } from '../../../src/main/words.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SHA256 = 'a'.repeat(64);
const ID = '1'.repeat(32);
const LINE = 'greenhouse.local,greenhouse ssh-ed25519 AAAA nixberry-0123456789abcdef';

const TOPIC: FlashTopic = {
  ...{ id: 'job', state: 'done', begun: true, onlyChanged: false, startedAt: '2026-11-22T14:51:00.000Z', elapsedMs: 9 },
  image: { name: 'greenhouse', host: 'greenhouse', user: 'ada', board: 'pi4', nixos: '26.05', bytes: 100 },
  ...{ questions: [], rewrite: null, waitMs: 0, sha256: SHA256, error: null },
  targets: [
    {
      ...{ id: ID, name: 'card\u001b.img', drive: null, phases: [], doing: null, rate: null, remainingMs: null },
      ...{ limitedBy: null, sectorBytes: 512, note: null, stalledMs: null, samples: [], extremes: [] },
      end: { afterMs: 1002, place: 1 },
      hostKey: { host: 'greenhouse', fingerprint: 'SHA256:abc', line: LINE },
      outcome: {
        ...{
          kind: 'done',
          bytes: 100,
          sha256: SHA256,
          verified: 'direct',
          ejected: false,
          writtenBytes: 100,
          skippedBytes: 0,
          rewritten: null,
          seed: true,
        },
        ms: { writing: 1000, flushing: 1, verifying: 1, total: 1002 },
      },
    },
  ],
};

test('in words it says what was written where, and hides nothing that could play tricks', async () => {
  const file = path.join(await tempFolder(), 'receipt.txt');
  await writeReceipt(file, TOPIC, mainWords());
  const text = await readFile(file, 'utf8');
  for (const part of ['greenhouse, NixOS 26.05', SHA256, 'read back from the card and compared', 'SHA256:abc'])
    expect(text).toContain(part);
  expect(text).toContain('card\uFFFD.img');
  expect(text).not.toContain('\u001b');
});

test('says of a card that a block of it was written twice', async () => {
  const folder = await tempFolder();
  const [target] = TOPIC.targets;
  if (target?.outcome?.kind !== 'done') throw new Error('it is done');
  const topic = { ...TOPIC, targets: [{ ...target, outcome: { ...target.outcome, rewritten: 34_603_008 } }] };
  for (const name of ['receipt.txt', 'receipt.json']) await writeReceipt(path.join(folder, name), topic, mainWords());
  expect(await readFile(path.join(folder, 'receipt.txt'), 'utf8')).toContain(
    'Written twice: the block at byte 34,603,008, which had come back wrong',
  );
  const json: unknown = JSON.parse(await readFile(path.join(folder, 'receipt.json'), 'utf8'));
  expect(json).toMatchObject({ cards: [{ rewritten: 34_603_008 }] });
});

test('as JSON where the name says so', async () => {
  const file = path.join(await tempFolder(), 'receipt.json');
  await writeReceipt(file, TOPIC, mainWords());
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    format: 1,
    sha256: SHA256,
    cards: [{ result: 'done', writtenBytes: 100, hostKeyFingerprint: 'SHA256:abc' }],
  });
});

test('a place that cannot be written to is told of', async () => {
  const file = path.join(await tempFolder(), 'nowhere', 'receipt.txt');
  await expect(writeReceipt(file, TOPIC, mainWords())).rejects.toMatchObject({
    code: 'receipt-failed',
    facts: { detail: 'ENOENT' },
  });
});

function handlersOf(topic: FlashTopic, folder: string, cardDone = () => Promise.resolve()) {
  const flash = { run: () => ({ topic: () => topic }), isBusy: () => topic.state === 'running' } as unknown as Flash;
  return flashHandlers({
    flash,
    vault: { cardDone },
    dialogs: { saveFile: () => Promise.resolve(null) },
    words: mainWords,
    knownHosts: () => path.join(folder, 'known_hosts'),
  });
}

test('ssh gets to know the key of a card that is done, once, and of no other card', async () => {
  const folder = await tempFolder();
  const handlers = handlersOf(TOPIC, folder);
  expect(await handlers['knownHosts.add']({ target: ID })).toBe(true);
  expect(await handlers['knownHosts.add']({ target: ID })).toBe(false);
  expect(await readFile(path.join(folder, 'known_hosts'), 'utf8')).toBe(`${LINE}\n`);
  await expect(handlers['knownHosts.add']({ target: '2'.repeat(32) })).rejects.toMatchObject({ code: 'offer-gone' });
  const outcome = { kind: 'cancelled', state: 'unbootable' } as const;
  const undone = { ...TOPIC, targets: TOPIC.targets.map((target) => ({ ...target, outcome })) };
  await expect(handlersOf(undone, folder)['knownHosts.add']({ target: ID })).rejects.toMatchObject({
    code: 'offer-gone',
  });
});

test.each(['flash.leave', 'flash.finish'] as const)('%s forgets no secrets while they are needed', async (name) => {
  const cardDone = vi.fn(() => Promise.resolve());
  const handlers = handlersOf({ ...TOPIC, state: 'running' }, await tempFolder(), cardDone);
  await expect(handlers[name](undefined)).rejects.toMatchObject({ code: 'flash-running' });
  expect(cardDone).not.toHaveBeenCalled();
});

test('who leaves a card that is done leaves no secrets, and can come back to it', async () => {
  const cardDone = vi.fn(() => Promise.resolve());
  // Clearing the job would throw: this one has nothing for it.
  await handlersOf(TOPIC, await tempFolder(), cardDone)['flash.leave'](undefined);
  expect(cardDone).toHaveBeenCalledTimes(1);
});
