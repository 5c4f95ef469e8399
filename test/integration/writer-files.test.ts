import { chownSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { fileTarget, writeHeader, type FileTarget } from '../support/headers.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { folder, mount, mountPoint, run } from './drives-support.ts';
import { loopCard, MIB } from './writer-support.ts';

const IMAGE = testImage(3 * MIB + 700);
const SOMEBODY = 12_345;

async function write(target: FileTarget): Promise<TargetOutcome | undefined> {
  const writer = await startWriter();
  const [outcome] = await writer.pass(writeHeader({ targets: [target] }), IMAGE);
  return outcome;
}

it('a virtual card on a disk is verified from the disk', async () => {
  const card = await loopCard(32 * MIB);
  run('mkfs.ext4', '-q', '-F', card.device);
  const path = mountPoint();
  mount(card.device, path);
  expect(await write(fileTarget(`${path}/card.img`))).toMatchObject({ kind: 'done', verified: 'direct' });
  expect(readFileSync(`${path}/card.img`).equals(IMAGE)).toBe(true);
});

it('a virtual card in memory is verified through the cache, and says so', async () => {
  const path = `${folder('/dev/shm')}/card.img`;
  expect(await write(fileTarget(path))).toMatchObject({ kind: 'done', verified: 'cached' });
  expect(readFileSync(path).equals(IMAGE)).toBe(true);
});

it('a virtual card is a sparse file: an image of zeros takes no room', async () => {
  const path = `${folder('/var/tmp')}/card.img`;
  const zeros = Buffer.alloc(16 * MIB);
  const writer = await startWriter();
  const header = writeHeader({ onlyChanged: true, targets: [fileTarget(path, { cardBytes: 64 * MIB })] });
  expect(await writer.pass(header, zeros)).toMatchObject([{ kind: 'done' }]);
  expect(statSync(path).size).toBe(64 * MIB);
  expect(statSync(path).blocks * 512).toBeLessThan(2 * MIB);
});

it('a link is not followed, a file that is there is not overwritten unasked', async () => {
  const path = folder('/var/tmp');
  writeFileSync(`${path}/old.img`, 'old');
  symlinkSync(`${path}/old.img`, `${path}/link.img`);
  expect(await write(fileTarget(`${path}/link.img`, { overwrite: true }))).toMatchObject({
    code: 'refused',
    facts: { reason: 'not-a-plain-file' },
    state: 'untouched',
  });
  expect(await write(fileTarget(`${path}/old.img`))).toMatchObject({ code: 'target-exists', state: 'untouched' });
  expect(readFileSync(`${path}/old.img`, 'utf8')).toBe('old');
});

it('root writes neither into a folder nor over a file of somebody else', async () => {
  const path = folder('/var/tmp');
  mkdirSync(`${path}/theirs`);
  chownSync(`${path}/theirs`, SOMEBODY, SOMEBODY);
  writeFileSync(`${path}/their.img`, 'theirs');
  chownSync(`${path}/their.img`, SOMEBODY, SOMEBODY);
  writeFileSync(`${path}/ours.img`, 'ours');
  linkSync(`${path}/ours.img`, `${path}/second-name.img`);
  for (const name of ['theirs/card.img', 'their.img', 'second-name.img'])
    expect(await write(fileTarget(`${path}/${name}`, { overwrite: true }))).toMatchObject({
      code: 'permission-denied',
      state: 'untouched',
    });
  expect(readFileSync(`${path}/their.img`, 'utf8')).toBe('theirs');
  expect(readFileSync(`${path}/ours.img`, 'utf8')).toBe('ours');
});

it('a card that the file system has no room for fails with the marker or nothing, never half an image', async () => {
  const path = mountPoint();
  mount('tmpfs', path, '-t', 'tmpfs', '-o', 'size=2m');
  const outcome = await write(fileTarget(`${path}/card.img`));
  expect(outcome).toMatchObject({ kind: 'failed', code: 'drive-full', state: 'unbootable' });
  const there = readFileSync(`${path}/card.img`);
  expect(there.subarray(0, MIB).equals(IMAGE.subarray(0, MIB))).toBe(false);
});

it('an ordinary person makes a card of their own, without root', async () => {
  const path = folder('/var/tmp');
  chownSync(path, SOMEBODY, SOMEBODY);
  const nobody = ['setpriv', `--reuid=${SOMEBODY}`, `--regid=${SOMEBODY}`, '--clear-groups'];
  const writer = await startWriter(nobody);
  expect(writer.events[0]).toEqual({ type: 'ready', version: 1, root: false });
  const header = writeHeader({ targets: [fileTarget(`${path}/card.img`)] });
  expect(await writer.pass(header, IMAGE)).toMatchObject([{ kind: 'done' }]);
  expect(statSync(`${path}/card.img`).uid).toBe(SOMEBODY);
  expect(readFileSync(`${path}/card.img`).equals(IMAGE)).toBe(true);
});
