import { expect, it } from 'vitest';
import type { ConfirmQuestion } from '../../../src/core/flash/request.ts';
import { flashRequest, flashWorld, memorySource, runFlash } from '../../support/flash-world.ts';
import { testImage } from '../../support/test-image.ts';

const ANY_FILE = memorySource({ head: testImage(512) });
const WARNINGS = [{ code: 'no-partition-table', facts: {} }];

it('an image that does not begin like a disk is warned of before the question, for a drive and for a file', async () => {
  const asked: ConfirmQuestion[] = [];
  const { ports } = flashWorld({ images: { open: () => Promise.resolve(ANY_FILE) } });
  const request = flashRequest({
    targets: [
      { kind: 'drive', path: '/dev/sdx' },
      { kind: 'file', path: '/tmp/card.img', cardBytes: null, exists: true },
    ],
    confirm: (questions) => {
      asked.push(...questions);
      return Promise.resolve(true);
    },
  });
  const { events } = await runFlash(request, ports);
  expect(asked.map(({ warnings }) => warnings)).toEqual([WARNINGS, WARNINGS]);
  expect(events.flatMap((event) => (event.type === 'target' ? [event.warnings] : []))).toEqual([WARNINGS, WARNINGS]);
});

it('one that does is not', async () => {
  const { events } = await runFlash(flashRequest(), flashWorld().ports);
  expect(events).toContainEqual(expect.objectContaining({ type: 'target', warnings: [] }));
});
