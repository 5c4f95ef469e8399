import { describe, expect, it, onTestFinished } from 'vitest';
import { LINUX } from '../../src/linux/env.ts';
import { readDrive } from '../../src/linux/read-drive.ts';
import { openBlockDevice } from '../../src/node/etcher/writer/engine.ts';
import { etcherHost } from '../../src/node/etcher/writer/host.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { startTestPass } from '../support/test-pass.ts';
import { run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, onCard, withCapacity } from './writer-support.ts';

/** etcher-sdk's real block device on a real one; what the two systems do by themselves is Linux's here. */
const host = etcherHost({
  root: true,
  inspect: (device) => readDrive(device, LINUX),
  unmount: () => Promise.reject(new Error('nothing is mounted here')),
  openErases: false,
  open: (drive, access) => openBlockDevice(drive, drive.device, access),
  direct: true,
  eject: () => Promise.resolve(true),
});

describe("etcher-sdk's block device behind the writer", () => {
  it.each([
    ['512', 512, 9 * MIB + 3 * 512, 8 * MIB + 700],
    ['4096', 4096, 9 * MIB + 3 * 4096, 8 * MIB + 5000],
    ['512, full to the last', 512, 8 * MIB + 512, 8 * MIB + 512],
  ])('writes and verifies a card of sectors of %s', async (_name, sectorBytes, cardBytes, imageBytes) => {
    const card = await loopCard(cardBytes, sectorBytes);
    const image = testImage(imageBytes);
    const pass = startTestPass(cardHeader([withCapacity(card, 'probe')], { imageBytes }), undefined, host);
    await pass.complete(image);
    expect(pass.outcomes().get(0)).toMatchObject({ kind: 'done', sha256: sha256(image), verified: 'direct' });
    const there = onCard(card);
    expect(there.subarray(0, imageBytes).equals(image)).toBe(true);
    expect(
      there
        .subarray(imageBytes)
        .subarray(-4096)
        .every((byte) => byte === 0),
    ).toBe(true);
  });

  it('refuses a card that is write-protected, and leaves it as it is', async () => {
    const card = await loopCard(9 * MIB);
    const before = onCard(card);
    run('blockdev', '--setro', card.device);
    // It stays with the number of the device, also for the next file on it.
    onTestFinished(() => void run('blockdev', '--setrw', card.device));
    const pass = startTestPass(cardHeader([card]), undefined, host);
    await pass.complete(testImage(2 * MIB));
    expect(pass.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'refused', state: 'untouched' });
    expect(onCard(card).equals(before)).toBe(true);
  });
});
