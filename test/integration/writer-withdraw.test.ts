import { statSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/core/images/marker.ts';
import { fileTarget, withdrawHeader, writeHeader } from '../support/headers.ts';
import { testImage } from '../support/test-image.ts';
import { startWriter } from '../support/writer-child.ts';
import { folder, run } from './drives-support.ts';
import { cardHeader, loopCard, MIB } from './writer-support.ts';

const MARKED = { job: 'test-job', startedAt: '2026-11-22T10:00:00.000Z' };

function markerOf(path: string): ReturnType<typeof parseMarker> {
  return parseMarker(readFileSync(path).subarray(0, 512).toString('latin1'));
}

describe('the withdraw operation', () => {
  it('puts the marker on a drive that was written in this session, and wipes its end', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    const [outcome] = await writer.pass(cardHeader([card]), testImage(8 * MIB));
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(markerOf(card.device)).toBeNull();
    await writer.send({ type: 'header', header: withdrawHeader(card.target) });
    expect(await writer.saw('withdrawn')).toEqual({ type: 'withdrawn', state: 'unbootable' });
    expect(markerOf(card.file)).toEqual(MARKED);
    expect(
      readFileSync(card.file)
        .subarray(-MIB)
        .every((byte) => byte === 0),
    ).toBe(true);
  });

  it('does so with what a desktop has mounted meanwhile', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    await writer.pass(cardHeader([card]), testImage(4 * MIB));
    const path = `/media/nixberry-test-${process.pid}`;
    run('mkdir', '-p', path);
    run('mkfs.ext4', '-q', '-F', card.device);
    run('mount', '--', card.device, path);
    await writer.send({ type: 'header', header: withdrawHeader(card.target) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unbootable' });
    run('rmdir', path);
    expect(markerOf(card.file)).toEqual(MARKED);
  });

  it('puts it on a virtual card, which stays as long as it is', async () => {
    const card = `${folder('/var/tmp')}/card.img`;
    const writer = await startWriter();
    await writer.pass(writeHeader({ targets: [fileTarget(card)] }), testImage(3 * MIB + 512));
    await writer.send({ type: 'header', header: withdrawHeader(fileTarget(card)) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unbootable' });
    expect(markerOf(card)).toEqual(MARKED);
    expect(statSync(card).size).toBe(3 * MIB + 512);
  });

  it('does not touch what this session has not written', async () => {
    const card = await loopCard(8 * MIB);
    const before = readFileSync(card.file);
    const writer = await startWriter();
    await writer.send({ type: 'header', header: withdrawHeader(card.target) });
    expect(await writer.saw('fatal')).toMatchObject({ code: 'usage' });
    expect(readFileSync(card.file).equals(before)).toBe(true);

    const file = `${folder('/var/tmp')}/photos.img`;
    writeFileSync(file, 'photos');
    truncateSync(file, 2 * MIB);
    const other = await startWriter();
    await other.send({ type: 'header', header: withdrawHeader(fileTarget(file)) });
    expect(await other.saw('fatal')).toMatchObject({ code: 'usage' });
    expect(markerOf(file)).toBeNull();
  });

  it('leaves a drive alone of which nobody can say that it is the same card', async () => {
    const card = await loopCard(8 * MIB);
    const image = testImage(8 * MIB);
    const target = { ...card.target, diskseq: null };
    const writer = await startWriter();
    await writer.pass(writeHeader({ targets: [target] }), image);
    await writer.send({ type: 'header', header: withdrawHeader(target) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unknown' });
    expect(readFileSync(card.file).equals(image)).toBe(true);
  });

  it('leaves another file alone that has taken the name of the card', async () => {
    const card = `${folder('/var/tmp')}/card.img`;
    const writer = await startWriter();
    await writer.pass(writeHeader({ targets: [fileTarget(card)] }), testImage(2 * MIB));
    run('rm', card);
    const photos = testImage(2 * MIB, 7);
    writeFileSync(card, photos);
    await writer.send({ type: 'header', header: withdrawHeader(fileTarget(card)) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unknown' });
    expect(readFileSync(card).equals(photos)).toBe(true);
  });

  it('marks a virtual card that is shorter than a page, too', async () => {
    const card = `${folder('/var/tmp')}/card.img`;
    const writer = await startWriter();
    await writer.pass(writeHeader({ targets: [fileTarget(card)] }), testImage(700));
    await writer.send({ type: 'header', header: withdrawHeader(fileTarget(card)) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unbootable' });
    expect(markerOf(card)).toEqual(MARKED);
    expect(statSync(card).size).toBe(700);
  });

  it('says that it does not know when it cannot write any more', async () => {
    const card = `${folder('/var/tmp')}/card.img`;
    const writer = await startWriter();
    await writer.pass(writeHeader({ targets: [fileTarget(card)] }), testImage(2 * MIB));
    run('rm', card);
    await writer.send({ type: 'header', header: withdrawHeader(fileTarget(card)) });
    expect(await writer.saw('withdrawn')).toMatchObject({ state: 'unknown' });
  });
});
