import { describe, expect, it } from 'vitest';
import { encodeFrame } from '../../../../src/node/elevate/encode-frame.ts';
import type { WriterCommand, WriterEvent } from '../../../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../../../src/writer/blocks.ts';
import { MARKER } from '../../../../src/writer/marker.ts';
import { createSession, type Session } from '../../../../src/writer/session.ts';
import { errnoError } from '../../../support/errors.ts';
import { etcherCard, type EtcherCard, type EtcherCardOptions } from '../../../support/etcher-card.ts';
import { readHeader, writeHeader } from '../../../support/headers.ts';
import { sha256, testImage } from '../../../support/test-image.ts';
import { startTestPass, type TestPass } from '../../../support/test-pass.ts';
import { until } from '../../../support/waiting.ts';

const MIB = BLOCK_BYTES;
const CARD_BYTES = 8 * MIB;
const IMAGE = testImage(3 * MIB + 700);

async function flash(card: EtcherCard, image = IMAGE): Promise<TestPass> {
  const run = startTestPass(
    writeHeader({ imageBytes: image.byteLength, eject: 'yes', targets: [card.target] }),
    undefined,
    card.host,
  );
  await run.complete(image);
  return run;
}

async function flashBroken(options: Omit<EtcherCardOptions, 'bytes'>) {
  const card = await etcherCard({ bytes: CARD_BYTES, ...options });
  const outcome = (await flash(card)).outcomes().get(0);
  return { card, outcome };
}

async function looksUnfinished(card: EtcherCard): Promise<boolean> {
  return (await card.content()).subarray(0, MARKER.length).toString('latin1') === MARKER;
}

describe('a pass over etcher-sdk', () => {
  it.each([1, 512, MIB - 1, MIB, MIB + 1, 3 * MIB + 700, CARD_BYTES])(
    'puts %i bytes on the card, and reads every one of them back',
    async (bytes) => {
      const image = testImage(bytes);
      const card = await etcherCard({ bytes: CARD_BYTES });
      const run = await flash(card, image);
      expect(run.outcomes().get(0)).toMatchObject({
        kind: 'done',
        bytes,
        sha256: sha256(image),
        verified: 'direct',
        ejected: true,
      });
      const content = await card.content();
      expect(content.byteLength).toBe(CARD_BYTES);
      expect(content.subarray(0, bytes).equals(image)).toBe(true);
      const read = new Set(card.log.filter((line) => line.startsWith('read')));
      const blocks = Array.from({ length: Math.ceil(bytes / MIB) }, (_, index) => `read ${index * MIB}`);
      expect([...read].sort()).toEqual(blocks.sort());
    },
  );

  it('wipes both ends first, writes the first MiB last, and flushes around it', async () => {
    const card = await etcherCard({ bytes: CARD_BYTES });
    await flash(card);
    expect(card.log.slice(0, 4)).toEqual(['open', 'write 0', `write ${7 * MIB}`, 'flush']);
    const data = card.log.slice(4, 7);
    expect(data.sort()).toEqual([MIB, 2 * MIB, 3 * MIB].map((offset) => `write ${offset}`));
    expect(card.log.slice(7)).toEqual([
      'flush',
      ...[MIB, 2 * MIB, 3 * MIB].map((offset) => `read ${offset}`),
      // Its own marker is still there; then the first page goes out alone, after everything else.
      'read 0',
      'write 4096',
      'flush',
      'write 0',
      'flush',
      'read 0',
      `read ${3 * MIB}`,
      'close',
      'eject',
    ]);
  });

  it('lays overlays over the image', async () => {
    const card = await etcherCard({ bytes: CARD_BYTES });
    const patched = Buffer.from(IMAGE);
    patched.write('a seed', 2 * MIB - 3);
    const overlays = [{ offset: 2 * MIB - 3, data: Buffer.from('a seed').toString('base64') }];
    const run = startTestPass(writeHeader({ targets: [{ ...card.target, overlays }] }), undefined, card.host);
    await run.complete(IMAGE);
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'done', sha256: sha256(patched), ejected: false });
    expect((await card.content()).subarray(0, IMAGE.byteLength).equals(patched)).toBe(true);
    expect(card.log).not.toContain('eject');
  });

  it('finds a card that is smaller than it says before the long write', async () => {
    const wrap = (offset: number): number => offset % (4 * MIB);
    const card = await etcherCard({
      bytes: CARD_BYTES,
      engine: (real) => ({
        write: (buffer, offset) => real.write(buffer, wrap(offset)),
        read: (buffer, offset) => real.read(buffer, wrap(offset)),
      }),
    });
    const run = startTestPass(writeHeader({ targets: [{ ...card.target, capacity: 'probe' }] }), undefined, card.host);
    await run.complete(IMAGE);
    expect(run.outcomes().get(0)).toMatchObject({ kind: 'failed', code: 'counterfeit', state: 'unbootable' });
  });
});

describe('when something goes wrong', () => {
  it('a write that is short fails the card', async () => {
    const { card, outcome } = await flashBroken({
      engine: (real) => ({
        write: async (buffer, offset) => (await real.write(buffer, offset)) - (offset === 2 * MIB ? 512 : 0),
      }),
    });
    const facts = { offset: 2 * MIB, errno: `short: ${MIB - 512} of ${MIB} bytes` };
    expect(outcome).toMatchObject({ kind: 'failed', code: 'io-error', facts, state: 'unbootable' });
    expect(await looksUnfinished(card)).toBe(true);
  });

  it.each([
    ['EIO', 'bad-sector'],
    ['EACCES', 'permission-denied'],
    ['UNKNOWN', 'io-error'],
  ])('a write that says %s fails it', async (errno, code) => {
    const { card, outcome } = await flashBroken({
      engine: (real) => ({
        write: (buffer, offset) => (offset === MIB ? Promise.reject(errnoError(errno)) : real.write(buffer, offset)),
      }),
    });
    expect(outcome).toMatchObject({ kind: 'failed', code, facts: { offset: MIB, errno }, state: 'unbootable' });
    expect(await looksUnfinished(card)).toBe(true);
    expect(card.log).not.toContain('eject');
  });

  it.each([
    [1, 'unknown', 'before the wipe is on it'],
    [2, 'unbootable', 'after the data'],
    [3, 'unbootable', 'after the first MiB, which is taken back'],
  ])('flush number %i that fails leaves the card %s (%s)', async (which, state) => {
    let flushes = 0;
    const { card, outcome } = await flashBroken({
      engine: (real) => ({
        flush: () => (++flushes === which ? Promise.reject(errnoError('EIO')) : real.flush()),
      }),
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'bad-sector', facts: { operation: 'flush' }, state });
    expect(await looksUnfinished(card)).toBe(true);
  });

  it.each([
    // A marker that is not ours any more may be that of another card.
    [0, 'unknown'],
    [2 * MIB + 77, 'unbootable'],
    [3 * MIB + 699, 'unbootable'],
  ])('a byte that comes back changed is found: at %i', async (at, state) => {
    const { card, outcome } = await flashBroken({
      engine: (real) => ({
        read: async (buffer, offset) => {
          const bytes = await real.read(buffer, offset);
          if (at >= offset && at < offset + buffer.byteLength)
            buffer.fill(~(buffer[at - offset] ?? 0), at - offset, at - offset + 1);
          return bytes;
        },
      }),
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      code: 'verify-mismatch',
      facts: { offset: at, exact: true, suspect: 'card' },
      state,
    });
    expect(await looksUnfinished(card)).toBe(true);
  });

  it.each([
    [false, 'untouched'],
    [true, 'unknown'],
  ])('while it is opened leaves the card as it is, unless opening erases (%s)', async (openErases, state) => {
    const open = (): Promise<never> => Promise.reject(errnoError('EBUSY'));
    const { outcome } = await flashBroken({ computer: { openErases, open } });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'drive-in-use', state });
  });

  it('a drive that was pulled out is told as such', async () => {
    const { outcome } = await flashBroken({
      device: '/dev/disk4-that-is-gone',
      engine: (real) => ({
        write: (buffer, offset) => (offset === MIB ? Promise.reject(errnoError('ENXIO')) : real.write(buffer, offset)),
      }),
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'drive-lost', state: 'unknown' });
  });
});

describe('over stdin', () => {
  function startSession(card: EtcherCard) {
    const events: WriterEvent[] = [];
    let exited = false;
    const session = createSession(
      card.host,
      (event) => {
        events.push(event);
      },
      () => {
        exited = true;
      },
    );
    return { session, events, hasExited: () => exited };
  }

  function send(session: Session, command: WriterCommand): void {
    for (const part of encodeFrame(command)) {
      for (let from = 0; from < part.byteLength;) {
        const place = session.buffer();
        const piece = part.subarray(from, from + place.byteLength);
        place.set(piece);
        session.filled(piece.byteLength);
        from += piece.byteLength;
      }
    }
  }

  it('nothing looks finished when stdin ends without a commit', async () => {
    const card = await etcherCard({ bytes: CARD_BYTES });
    const { session, events, hasExited } = startSession(card);
    send(session, { type: 'header', header: writeHeader({ targets: [card.target] }) });
    await until('the window', () => events.some(({ type }) => type === 'window'));
    send(session, { type: 'data', data: IMAGE });
    send(session, { type: 'end' });
    expect(events.find(({ type }) => type === 'received')).toMatchObject({ sha256: sha256(IMAGE) });
    session.leave();
    await until('the end', hasExited);
    expect(events.find(({ type }) => type === 'result')).toMatchObject({
      outcome: { kind: 'cancelled', state: 'unbootable' },
    });
    await until('the drive to be closed', () => card.log.at(-1) === 'close');
    expect(await looksUnfinished(card)).toBe(true);
  });

  it('reads back what was written, and lets the drive go afterwards', async () => {
    const card = await etcherCard({ bytes: CARD_BYTES });
    const { session, events } = startSession(card);
    send(session, { type: 'header', header: writeHeader({ eject: 'later', targets: [card.target] }) });
    await until('the window', () => events.some(({ type }) => type === 'window'));
    send(session, { type: 'data', data: IMAGE });
    send(session, { type: 'end' });
    send(session, { type: 'commit', commit: { bytes: IMAGE.byteLength, sha256: sha256(IMAGE) } });
    await until('the end of the pass', () => events.some(({ type }) => type === 'pass-end'));
    await until('the next header to be welcome', () => card.log.at(-1) === 'close');

    send(session, { type: 'header', header: readHeader({ target: card.target, offset: MIB - 5, bytes: 10 }) });
    const read = await until('the read', () => events.find((event) => event.type === 'read'));
    expect(Buffer.from(read.data, 'base64')).toEqual(IMAGE.subarray(MIB - 5, MIB + 5));
    await until('the drive to be closed', () => card.log.at(-1) === 'close');

    const release = { version: 1, op: 'release', target: card.target, eject: true } as const;
    send(session, { type: 'header', header: release });
    expect(await until('the release', () => events.find((event) => event.type === 'released'))).toEqual({
      type: 'released',
      ejected: true,
    });
    expect(card.log.at(-1)).toBe('eject');
  });
});
