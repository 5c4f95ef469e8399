import { chmodSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { onTestFinished, expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { checkOpenDrive } from '../../src/writer/check.ts';
import { appErrorOf } from '../support/errors.ts';
import { driveTarget, type DriveTarget } from '../support/headers.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { run } from './drives-support.ts';
import { cardHeader, isOld, loopCard, MIB, type LoopCard } from './writer-support.ts';

const IMAGE = testImage(2 * MIB);

/** What the writer answers when it is told to write this, whatever the card is now. */
async function attempt(card: LoopCard, changes: Partial<DriveTarget> = {}): Promise<TargetOutcome | undefined> {
  const target = { ...card.target, ...changes };
  const [outcome] = await (await startWriter()).pass(cardHeader([{ ...card, target }]), IMAGE);
  return outcome;
}

it.each([
  ['size', { bytes: 4 * MIB - 512 }, { what: 'bytes', expected: 4 * MIB - 512, found: 4 * MIB }],
  ['serial', { serial: 'another' }, { what: 'serial', expected: 'another', found: '' }],
  ['diskseq', { diskseq: 1 }, { what: 'diskseq', expected: 1 }],
] as const)('a drive with another %s than the person was shown is not touched', async (_name, changes, facts) => {
  const card = await loopCard(4 * MIB);
  expect(await attempt(card, changes)).toMatchObject({
    kind: 'failed',
    code: 'drive-changed',
    facts: { device: card.device, ...facts },
    state: 'untouched',
  });
  expect(isOld(card)).toBe(true);
});

it('another medium in the same reader is not written', async () => {
  const card = await loopCard(4 * MIB);
  run('losetup', '--detach', card.device);
  run('losetup', '--direct-io=on', card.device, card.file);
  expect(await attempt(card)).toMatchObject({ code: 'drive-changed', facts: { what: 'diskseq' }, state: 'untouched' });
  expect(isOld(card)).toBe(true);
});

it('a virtual device needs the permission', async () => {
  const card = await loopCard(4 * MIB);
  expect(await attempt(card, { allowVirtual: false })).toMatchObject({
    code: 'refused',
    facts: { reason: 'virtual', device: card.device },
    state: 'untouched',
  });
  expect(isOld(card)).toBe(true);
});

it('a device that holds the image is refused', async () => {
  const card = await loopCard(4 * MIB);
  const header = cardHeader([card], { imageOnDisks: [card.device.replace('/dev/', '')] });
  const [outcome] = await (await startWriter()).pass(header, IMAGE);
  expect(outcome).toMatchObject({ code: 'refused', facts: { reason: 'holds-image' } });
});

it('a device that is locked against writing is refused', async () => {
  const card = await loopCard(4 * MIB);
  run('blockdev', '--setro', card.device);
  onTestFinished(() => void run('blockdev', '--setrw', card.device));
  expect(await attempt(card)).toMatchObject({ code: 'refused', facts: { reason: 'read-only' }, state: 'untouched' });
});

it('a device with swap on it is refused', async () => {
  const card = await loopCard(4 * MIB);
  chmodSync(card.device, 0o600);
  run('mkswap', card.device);
  run('swapon', card.device);
  onTestFinished(() => void run('swapoff', card.device));
  expect(await attempt(card)).toMatchObject({
    code: 'refused',
    facts: { reason: 'in-use', kind: 'swap' },
    state: 'untouched',
  });
});

it('a device that somebody else has opened exclusively is not written', async () => {
  const card = await loopCard(4 * MIB);
  const other = await startWriter();
  await other.send({ type: 'header', header: cardHeader([card]) });
  await other.saw('window');
  expect(await attempt(card)).toMatchObject({ code: 'drive-in-use', state: 'untouched' });
  other.closeInput();
  await other.exited;
});

it('a partition is refused, even with the permissions of its disk', async () => {
  const card = await loopCard(4 * MIB);
  run('addpart', card.device, '1', '2048', '4096');
  onTestFinished(() => void run('delpart', card.device, '1'));
  const [major = '', minor = ''] = run('cat', `/sys/class/block/${card.device.slice(5)}p1/dev`).split(':');
  const node = `${card.device}p1`;
  rmSync(node, { force: true });
  run('mknod', node, 'b', major, minor);
  onTestFinished(() => rmSync(node, { force: true }));
  const partition = driveTarget(node, 4096 * 512, { allowFixed: true });
  expect(await attempt(card, partition)).toMatchObject({
    code: 'refused',
    facts: { reason: 'not-whole-disk' },
    state: 'untouched',
  });
});

it('what is no block device is refused, though it lies in /dev', async () => {
  const card = await loopCard(4 * MIB);
  const folder = mkdtempSync('/dev/shm/nixberry-test-');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  run('truncate', '-s', '4M', `${folder}/file`);
  for (const path of [`${folder}/file`, '/dev/null', '/dev/../etc/passwd'])
    expect(await attempt(card, { path })).toMatchObject({ code: 'refused', facts: { reason: 'not-whole-disk' } });
});

it('a device is written only by its own name: not through a link, not through a node that was made for it', async () => {
  const card = await loopCard(4 * MIB);
  const folder = mkdtempSync('/dev/shm/nixberry-test-');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  run('ln', '-s', card.device, `${folder}/link`);
  run('cp', '--archive', card.device, `${folder}/node`);
  for (const name of ['link', 'node']) {
    expect(await attempt(card, { path: `${folder}/${name}` })).toMatchObject({
      code: 'drive-changed',
      facts: { what: 'path', found: card.device },
      state: 'untouched',
    });
  }
  expect(isOld(card)).toBe(true);
});

it('a device that is gone is lost', async () => {
  const card = await loopCard(4 * MIB);
  expect(await attempt(card, { path: '/dev/nixberry-none' })).toMatchObject({ code: 'drive-lost', state: 'untouched' });
});

it('what was opened is judged once more, by its descriptor: it may not be what was looked at', async () => {
  const [card, other] = [await loopCard(4 * MIB), await loopCard(4 * MIB)];
  const image = { bytes: null, onDisks: [], tableSectorBytes: null, startsLikeDisk: null };
  for (const [opened, code] of [
    [other.device, 'drive-changed'],
    [other.file, 'refused'],
  ] as const) {
    const fd = openSync(opened, 'r');
    onTestFinished(() => closeSync(fd));
    expect(await appErrorOf(checkOpenDrive(card.target, image, fd))).toMatchObject({ code });
  }
  const fd = openSync(card.device, 'r');
  onTestFinished(() => closeSync(fd));
  expect(await checkOpenDrive(card.target, image, fd)).toMatchObject({ device: card.device, bytes: card.bytes });
});
