import { expect, it } from 'vitest';
import type { TargetOutcome } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import { MARKER } from '../../src/writer/marker.ts';
import { driveTarget, writeHeader } from '../support/headers.ts';
import { memoryDevice, type MemoryDevice } from '../support/memory-device.ts';
import { memoryHost } from '../support/memory-host.ts';
import { sha256, testImage } from '../support/test-image.ts';
import { give, startTestPass, type TestPass } from '../support/test-pass.ts';
import { until } from '../support/waiting.ts';

const MIB = BLOCK_BYTES;
const REAL_BYTES = 8 * MIB;

/** What lies behind its true end lies at its start. */
function wrappingDrive(bytes: number): MemoryDevice {
  return memoryDevice({ bytes, place: (offset) => offset % REAL_BYTES });
}

function start(
  device: MemoryDevice,
  imageBytes: number,
  changes: { verify?: boolean; onlyChanged?: boolean },
): TestPass {
  const targets = [driveTarget(device.path, device.bytes)];
  return startTestPass(writeHeader({ imageBytes, targets, ...changes }), undefined, memoryHost(device));
}

function looksUnfinished({ content }: MemoryDevice): boolean {
  return content.subarray(0, MARKER.length).toString('latin1') === MARKER;
}

it('is found when only changes are written and the first MiB alone differs: the wiped end falls on the image', async () => {
  const image = testImage(6 * MIB);
  const device = wrappingDrive(12 * MIB);
  image.copy(device.content);
  device.content.fill(0x11, 446, 510);
  const run = start(device, image.length, { onlyChanged: true });
  await run.complete(image);
  // The last MiB that it claims is its fourth.
  const facts = { offset: 3 * MIB };
  expect(run.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'verify-mismatch', state: 'unbootable', facts });
  expect(looksUnfinished(device)).toBe(true);
});

/** An image of which only these MiB are sent. */
async function sendParts(run: TestPass, image: Buffer, parts: readonly number[]): Promise<TargetOutcome | undefined> {
  await until('the window', () => run.events.some(({ type }) => type === 'window'));
  const sent: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    if (part > at) run.pass.skip({ bytes: (part - at) * MIB });
    const block = image.subarray(part * MIB, (part + 1) * MIB);
    give(run.pass, block);
    sent.push(block);
    at = part + 1;
  }
  run.pass.end();
  run.pass.commit({ bytes: image.byteLength, sha256: sha256(Buffer.concat(sent)) });
  await run.pass.done;
  return run.outcomes().get(0);
}

it.each([true, false])('does not lose the block that lies where the first MiB goes, verified: %s', async (verify) => {
  const image = testImage(12 * MIB);
  const device = wrappingDrive(16 * MIB);
  // The ninth MiB falls on the first, and nothing that is sent falls on another.
  const outcome = await sendParts(start(device, image.length, { verify }), image, [0, 1, 2, 8, 11]);
  const facts = { suspect: 'card', grounds: 'same', offset: 0 };
  expect(outcome).toMatchObject({ kind: 'failed', code: 'verify-mismatch', state: 'unknown', facts });
  expect(device.content.subarray(0, MIB).equals(image.subarray(8 * MIB, 9 * MIB))).toBe(true);
});
