import { describe, expect, it, onTestFinished } from 'vitest';
import { MAX_READ_BYTES, type ReadHeader } from '../../src/contract/writer.ts';
import { fileTarget, readHeader } from '../support/headers.ts';
import { until } from '../support/waiting.ts';
import { startWriter } from '../support/writer-child.ts';
import { mount, mountPoint, personMountPoint, run } from './drives-support.ts';
import { cardHeader, loopCard, MIB, onCard, type LoopCard } from './writer-support.ts';

/** What the writer brings back, or the code that it ends with. */
async function readFrom(card: LoopCard, changes: Partial<ReadHeader>): Promise<Buffer | string> {
  const writer = await startWriter();
  await writer.send({ type: 'header', header: readHeader({ target: card.target, ...changes }) });
  const end = await Promise.race([writer.saw('read'), writer.saw('read-failed'), writer.saw('fatal')]);
  return end.type === 'read' ? Buffer.from(end.data, 'base64') : end.code;
}

describe('the read operation', () => {
  it.each([
    [512, 0, 512],
    [512, 1, 1],
    [512, 700, 5000],
    [4096, 4095, 2],
    [512, 20 * MIB - 10, 10],
    [512, MIB, MAX_READ_BYTES],
  ])('on sectors of %i bytes brings back what lies at %i, %i bytes of it', async (sectorBytes, offset, bytes) => {
    const card = await loopCard(20 * MIB, sectorBytes);
    const found = await readFrom(card, { offset, bytes });
    expect(Buffer.isBuffer(found) && found.equals(onCard(card).subarray(offset, offset + bytes))).toBe(true);
  });

  it('ends at the end of the drive', async () => {
    const card = await loopCard(4 * MIB);
    expect(await readFrom(card, { offset: 4 * MIB - 100, bytes: 1000 })).toHaveLength(100);
    expect(await readFrom(card, { offset: 4 * MIB, bytes: 1 })).toBe('usage');
  });

  it('is of drives only that may be written', async () => {
    const card = await loopCard(8 * MIB);
    const { target } = card;
    expect(await readFrom(card, { target: { ...target, allowVirtual: false } })).toBe('refused');
    expect(await readFrom(card, { target: { ...target, serial: 'another' } })).toBe('drive-changed');
    expect(await readFrom(card, { target: { ...target, path: '/dev/zero' } })).toBe('refused');
    expect(await readFrom(card, { target: fileTarget('/etc/shadow', { overwrite: true }) })).toBe('usage');
    run('mkfs.ext4', '-q', '-F', card.device);
    mount(card.device, mountPoint());
    expect(await readFrom(card, {})).toBe('refused');
  });

  it('is of a card whose lock is on, too', async () => {
    const card = await loopCard(4 * MIB);
    run('blockdev', '--setro', card.device);
    onTestFinished(() => void run('blockdev', '--setrw', card.device));
    const found = await readFrom(card, { offset: MIB, bytes: 4096 });
    expect(Buffer.isBuffer(found) && found.equals(onCard(card).subarray(MIB, MIB + 4096))).toBe(true);
  });

  it('leaves a mount of the person where it is', async () => {
    const card = await loopCard(8 * MIB);
    run('mkfs.ext4', '-q', '-F', card.device);
    mount(card.device, personMountPoint());
    const found = await readFrom(card, { offset: 1080, bytes: 2 });
    expect(Buffer.isBuffer(found) && found.readUInt16LE(0)).toBe(0xef53);
  });

  it('brings back no more than its bound', async () => {
    const card = await loopCard(20 * MIB);
    expect(await readFrom(card, { bytes: MAX_READ_BYTES + 1 })).toBe('unexpected');
  });

  it('brings back no more than a few looks in one session', async () => {
    const card = await loopCard(20 * MIB);
    const writer = await startWriter();
    const header = readHeader({ target: card.target, bytes: MAX_READ_BYTES });
    for (let reads = 1; reads <= 4; reads++) {
      await writer.send({ type: 'header', header });
      await until('the answer', () => writer.events.filter(({ type }) => type === 'read').length === reads);
    }
    await writer.send({ type: 'header', header });
    expect((await writer.saw('fatal')).code).toBe('usage');
  });

  it('can be followed by another, and by a write, in the same session', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    const header = readHeader({ target: card.target });
    await writer.send({ type: 'header', header });
    await writer.saw('read');
    await writer.send({ type: 'header', header: { ...header, offset: 512 } });
    await until('the second answer', () => writer.events.filter(({ type }) => type === 'read').length === 2);
    await writer.send({ type: 'header', header: cardHeader([card]) });
    await writer.saw('window');
    expect(writer.events.some(({ type }) => type === 'fatal')).toBe(false);
  });

  it('that is refused ends nothing but itself: another drive can be read in the same session', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    const header = readHeader({ target: card.target });
    await writer.send({ type: 'header', header: { ...header, target: { ...card.target, serial: 'another' } } });
    expect(await writer.saw('read-failed')).toMatchObject({ code: 'drive-changed' });
    await writer.send({ type: 'header', header: readHeader({ target: { ...card.target, path: '/dev/nothing' } }) });
    await until('the second answer', () => writer.events.filter(({ type }) => type === 'read-failed').length === 2);
    await writer.send({ type: 'header', header });
    await writer.saw('read');
  });

  it('is not begun while another operation is under way', async () => {
    const card = await loopCard(8 * MIB);
    const writer = await startWriter();
    await writer.send({ type: 'header', header: cardHeader([card]) });
    await writer.send({ type: 'header', header: readHeader({ target: card.target }) });
    expect(await writer.saw('fatal')).toMatchObject({ code: 'unexpected' });
    expect(await writer.exited).toMatchObject({ code: 0 });
  });
});
