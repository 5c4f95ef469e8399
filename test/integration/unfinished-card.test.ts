import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unfinishedCard } from '../../src/cli/flash/unfinished.ts';
import type { Drive } from '../../src/core/drives/drive.ts';
import { markerText, UNFINISHED_MARKER } from '../../src/core/images/marker.ts';
import { createDrives } from '../../src/node/drives/drives.ts';
import { attach, folder } from './drives-support.ts';

const CARD_BYTES = 4 << 20;
const STARTED_AT = '2026-11-22T10:00:00.000Z';

/** A loop device that begins with this, as the drives' list sees it. */
async function cardWith(start: string): Promise<Drive> {
  const file = `${folder('/var/tmp')}/card.img`;
  const content = Buffer.alloc(CARD_BYTES);
  content.write(start, 'latin1');
  writeFileSync(file, content);
  return createDrives().inspect(attach(file));
}

const look = (drive: Drive) => unfinishedCard(drive, new AbortController().signal);

test('says since when a card is unfinished, by its own marker', async () => {
  expect(await look(await cardWith(markerText(STARTED_AT, 'job')))).toEqual({ startedAt: STARTED_AT });
  expect(await look(await cardWith(UNFINISHED_MARKER))).toEqual({ startedAt: null });
});

test('says nothing of a card that has something else, or nothing', async () => {
  expect(await look(await cardWith(''))).toBeNull();
  expect(await look(await cardWith('photos'))).toBeNull();
});

test('does not read a drive with a file system, nor one that is built in', async () => {
  const drive = await cardWith(markerText(STARTED_AT, 'job'));
  expect(await look({ ...drive, fsType: 'ext4' })).toBeNull();
  expect(await look({ ...drive, kind: 'disk', bus: 'sata', removable: false })).toBeNull();
});
