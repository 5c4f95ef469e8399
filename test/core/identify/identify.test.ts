import { describe, expect, it } from 'vitest';
import { layFiles } from '../../../src/core/fat/lay-files.ts';
import { identify } from '../../../src/core/identify/identify.ts';
import { markerText } from '../../../src/core/images/marker.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { CardRecord } from '../../../src/core/seed/card-record.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { findFirmware } from '../../../src/core/seed/firmware.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { demoImage } from '../../support/demo-image.ts';
import { appErrorOf } from '../../support/errors.ts';
import { withExtents } from '../../support/with-extents.ts';
import { FULL_SEED } from '../seed/some-seeds.ts';

const MIB = 1 << 20;
const CARD: CardRecord = {
  ...{
    format: 1,
    writtenBy: 'nixberry 0.1.0',
    writtenAt: '2026-11-22T10:00:00.000Z',
    job: 'job-7',
    image: 'a.img.zst',
  },
  ...{ builtAt: null, revision: null, hostName: 'barn', seed: FULL_SEED.id },
};

/** The demo's image with these files laid in. */
async function cardWith(files: Readonly<Record<string, string>>, image: Uint8Array = demoImage()): Promise<Uint8Array> {
  const firmware = await findFirmware(readerOf(image));
  if (firmware.kind === 'refuses') throw new Error(firmware.reason);
  const laid = Object.entries(files).map(([path, text]) => ({ path: `nixberry/${path}`, bytes: Buffer.from(text) }));
  return withExtents(image, await layFiles(firmware.volume, laid, { iso: CARD.writtenAt }));
}

function withText(card: Buffer, at: number, text: string): Buffer {
  card.write(text, at, 'latin1');
  return card;
}

function identityOf(card: Uint8Array) {
  return identify(readerOf(card), card.byteLength);
}

/** As a person copies it to a card that is in use. */
const AFTER = encodeSeed({ ...FULL_SEED, replace: false });

describe('a card with an image that takes seeds', () => {
  it('says what it is, and that it was not written by us', async () => {
    expect(await identityOf(demoImage())).toMatchObject({
      kind: 'nixberry',
      image: { host: 'nixberry-demo', board: 'pi4', seed: { format: 1, wifi: null } },
      card: null,
      seed: { state: 'none', id: null },
    });
  });

  it('says when and from what it was written, and that its seed waits', async () => {
    const card = await cardWith({ 'card.json': JSON.stringify(CARD), 'seed.conf': encodeSeed(FULL_SEED) });
    expect(await identityOf(card)).toMatchObject({ card: CARD, seed: { state: 'waiting', id: FULL_SEED.id } });
  });

  it('keeps nothing of a seed but its id', async () => {
    const identity = JSON.stringify(await identityOf(await cardWith({ 'seed.conf': encodeSeed(FULL_SEED) })));
    for (const secret of ['barn', 'GB', '$6$', 'tskey', 'AGE-SECRET', 'long enough'])
      for (const form of [
        secret,
        Buffer.from(secret).toString('hex'),
        Buffer.from(secret).toString('base64').slice(0, 4),
      ])
        expect(identity.includes(form)).toBe(false);
  });

  const used = (id: string): Record<string, string> => ({ 'used.conf': `id=${id}\n` });
  it.each([
    ['was taken', used(FULL_SEED.id), 'used', FULL_SEED.id],
    ['was taken, but not removed', { ...used(FULL_SEED.id), 'seed.conf': encodeSeed(FULL_SEED) }, 'used', FULL_SEED.id],
    [
      'waits, after another',
      { ...used('a'.repeat(16)), 'seed.conf': encodeSeed({ ...FULL_SEED, replace: true }) },
      'waiting',
      FULL_SEED.id,
    ],
    [
      'was copied by hand, with other line ends',
      { 'seed.conf': 'nixberry-seed=1\r\nid=0123456789abcdef\r\nend=1\r\n' },
      'waiting',
      '0123456789abcdef',
    ],
    ['cannot be read and was taken', { 'used.conf': 'id=../../etc\n' }, 'used', null],
  ] as const)('says that its seed %s', async (_name, files, state, id) => {
    expect(await identityOf(await cardWith(files))).toMatchObject({ kind: 'nixberry', seed: { state, id } });
  });

  it.each([
    ['comes after another and does not replace it', { ...used('a'.repeat(16)), 'seed.conf': AFTER }, 'no-replace'],
    ['was not copied to its end', { 'seed.conf': AFTER.replace('end=1', '') }, 'cut'],
    ['cannot be read', { 'seed.conf': '\u0000\u0001' }, 'cut'],
    ['is longer than the Pi reads', { 'seed.conf': `${AFTER.replace('end=1', '#'.repeat(300_000))}\nend=1\n` }, 'cut'],
  ] as const)('says that its seed is not taken, since it %s', async (_name, files, reason) => {
    expect(await identityOf(await cardWith(files))).toMatchObject({ seed: { state: 'not-taken', reason } });
  });

  it('has no record where that is broken or of another format', async () => {
    for (const text of ['', '{', '{"format":1}', JSON.stringify({ ...CARD, format: 2 })])
      expect(await identityOf(await cardWith({ 'card.json': text }))).toMatchObject({ kind: 'nixberry', card: null });
  });
});

describe('another card', () => {
  it('that is being written, or was interrupted', async () => {
    const card = Buffer.concat([Buffer.from(markerText(CARD.writtenAt, 'job-7')), Buffer.alloc(MIB)]);
    expect(await identityOf(card)).toEqual({ kind: 'unfinished', startedAt: CARD.writtenAt, job: 'job-7' });
  });

  it('that is not longer than the marker on it', async () => {
    const card = Buffer.from(markerText(CARD.writtenAt, 'job-7'));
    expect(await identityOf(card)).toMatchObject({ kind: 'unfinished', job: 'job-7' });
  });

  it.each([
    ['is empty', Buffer.alloc(MIB), 'empty'],
    ['is shorter than a page, and zeros', Buffer.alloc(100), 'empty'],
    ['has no bytes at all', Buffer.alloc(0), 'empty'],
    ['has no table', Buffer.alloc(MIB, 0x41), 'no-table'],
    ['is shorter than a page, and a text', Buffer.from('a text\n'), 'no-table'],
    ['is one btrfs', withText(Buffer.alloc(MIB), 65_600, '_BHRfS_M'), 'no-table'],
  ] as const)('%s', async (_name, card, what) => {
    expect(await identityOf(card)).toEqual({ kind: 'other', what, label: null });
  });

  it('has a FAT without our record, whose name is told', async () => {
    const image = demoImage();
    // The folder gets another name in its directory entry.
    image.write('XIXBERRY', image.indexOf('NIXBERRY   '), 'latin1');
    expect(await identityOf(image)).toEqual({ kind: 'other', what: 'no-module', label: 'FIRMWARE' });
  });

  it('has a newer record, or a broken one', async () => {
    for (const [text, what] of [
      ['{"format":2}', 'newer'],
      ['{}', 'broken'],
    ] as const)
      expect(await identityOf(await cardWith({ 'image.json': text }))).toMatchObject({ kind: 'other', what });
  });

  it('has partitions, but no FAT', async () => {
    const image = demoImage();
    image.fill(0, 446, 462);
    expect(await identityOf(image)).toEqual({ kind: 'other', what: 'no-firmware', label: null });
  });
});

it('throws what reading the card throws', async () => {
  const lost = { read: () => Promise.reject(new AppError('drive-lost')) };
  expect(await appErrorOf(identify(lost, MIB))).toMatchObject({ code: 'drive-lost' });
});
