import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FRAME,
  FRAME_HEAD_BYTES,
  MAX_DATA_BYTES,
  MAX_JSON_BYTES,
  type WriterCommand,
} from '../../src/contract/writer.ts';
import { AppError } from '../../src/core/errors/app-error.ts';
import { encodeFrame } from '../../src/node/elevate/encode-frame.ts';
import { createFrameDecoder } from '../../src/writer/frames.ts';
import { fileTarget, readHeader, releaseHeader, writeHeader } from '../support/headers.ts';

type Seen = { readonly type: string; readonly value?: unknown };

/** Decodes `bytes` in the given pieces. Data that follows data is joined: where it is cut is nobody's business. */
function decode(bytes: Buffer, cuts: readonly number[]): Seen[] {
  const seen: Seen[] = [];
  // Never all that is asked for, as at the end of a block.
  const room = Buffer.alloc(7);
  const decoder = createFrameDecoder({
    header: (value) => seen.push({ type: 'header', value }),
    room: (left) => room.subarray(0, left),
    filled: (count) => {
      const last = seen.at(-1);
      const before = last?.type === 'data' ? (seen.pop(), last.value as string) : '';
      seen.push({ type: 'data', value: before + room.subarray(0, count).toString('hex') });
    },
    end: () => seen.push({ type: 'end' }),
    commit: (value) => seen.push({ type: 'commit', value }),
    cancel: () => seen.push({ type: 'cancel' }),
    skip: (value) => seen.push({ type: 'skip', value }),
    block: (value) => seen.push({ type: 'block', value }),
    rewrite: (value) => seen.push({ type: 'rewrite', value }),
  });
  const push = (piece: Buffer): void => {
    for (let from = 0; from < piece.byteLength;) {
      const place = decoder.buffer();
      expect(place.byteLength).toBeGreaterThan(0);
      const count = piece.copy(place, 0, from);
      decoder.filled(count);
      from += count;
    }
  };
  let from = 0;
  for (const cut of cuts) {
    push(bytes.subarray(from, from + cut));
    from += cut;
  }
  push(bytes.subarray(from));
  return seen;
}

function expected(commands: readonly WriterCommand[]): Seen[] {
  const seen: Seen[] = [];
  for (const command of commands) {
    if (command.type === 'header') seen.push({ type: 'header', value: command.header });
    else if (command.type === 'commit') seen.push({ type: 'commit', value: command.commit });
    else if (command.type === 'block') seen.push({ type: 'block', value: command.block });
    else if (command.type === 'skip') seen.push({ type: 'skip', value: command.skip });
    else if (command.type === 'rewrite') seen.push({ type: 'rewrite', value: command.rewrite });
    else if (command.type !== 'data') seen.push({ type: command.type });
    else if (command.data.byteLength > 0) {
      const hex = Buffer.from(command.data).toString('hex');
      const last = seen.at(-1);
      if (last?.type === 'data') seen.splice(-1, 1, { type: 'data', value: (last.value as string) + hex });
      else seen.push({ type: 'data', value: hex });
    }
  }
  return seen;
}

function encode(commands: readonly WriterCommand[]): Buffer {
  return Buffer.concat(commands.flatMap((command) => [...encodeFrame(command)]));
}

const command: fc.Arbitrary<WriterCommand> = fc.oneof(
  fc.constantFrom<WriterCommand>({ type: 'end' }, { type: 'cancel' }),
  fc.constantFrom<WriterCommand>(
    { type: 'header', header: writeHeader() },
    { type: 'header', header: readHeader() },
    { type: 'header', header: releaseHeader() },
    { type: 'block', block: { kind: 'bytes', target: 0, offset: 1 << 20, data: 'AAEC' } },
    { type: 'block', block: { kind: 'unknown', target: 1, offset: 1 << 20 } },
    { type: 'rewrite', rewrite: { target: 0, offset: 1 << 20, yes: true } },
    { type: 'skip', skip: { bytes: 3 << 20 } },
  ),
  fc.uint8Array({ maxLength: 300 }).map((data): WriterCommand => ({ type: 'data', data })),
  fc
    .record({ bytes: fc.nat(), sha256: fc.stringMatching(/^[0-9a-f]{64}$/) })
    .map((commit): WriterCommand => ({ type: 'commit', commit })),
);
const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });

function frame(kind: number, declared: number, payload: Uint8Array | string = ''): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt8(kind, 0);
  head.writeUInt32LE(declared, 1);
  return Buffer.concat([head, Buffer.from(payload as string)]);
}

describe('the frames between the two processes', () => {
  it('come out as they went in, however the pipe cuts them', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), cuts, (commands, pieces) => {
        expect(decode(encode(commands), pieces)).toEqual(expected(commands));
      }),
    );
  });

  it('come out the same when they arrive byte by byte', () => {
    const commands: WriterCommand[] = [
      { type: 'header', header: writeHeader() },
      { type: 'data', data: Buffer.from('hello') },
      { type: 'data', data: Buffer.alloc(0) },
      { type: 'end' },
    ];
    const bytes = encode(commands);
    expect(decode(bytes, Array<number>(bytes.byteLength).fill(1))).toEqual(expected(commands));
  });

  it('are taken or end in an AppError, whatever bytes come', () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // The start of a frame is right more often than chance would have it.
      fc
        .tuple(fc.constantFrom(...Object.values(FRAME)), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 60 }))
        .map(([kind, declared, payload]) => frame(kind, declared, payload)),
    );
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 5 }), cuts, (parts, pieces) => {
        try {
          decode(Buffer.concat(parts), pieces);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          expect((thrown as AppError).code).toBe('unexpected');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('a broken frame', () => {
  const refused: readonly (readonly [string, Buffer])[] = [
    ['a kind that is not ours', frame(0x00, 0)],
    ['data that claims more than the limit', frame(FRAME.data, MAX_DATA_BYTES + 1)],
    ['a header that claims more than the limit', frame(FRAME.header, MAX_JSON_BYTES + 1)],
    ['an end with a payload', frame(FRAME.end, 1)],
    ['a cancel with a payload', frame(FRAME.cancel, 1)],
    ['a header that is not JSON', frame(FRAME.header, 4, '{"a"')],
    ['a header of nothing', frame(FRAME.header, 0)],
    ['a header that fits no operation', frame(FRAME.header, 14, '{"op":"erase"}')],
    ['a block of no target', frame(FRAME.block, 29, '{"kind":"changed","offset":0}')],
    ['a skip of no whole MiB', frame(FRAME.skip, 17, '{"bytes":1048577}')],
    ['a skip of nothing', frame(FRAME.skip, 11, '{"bytes":0}')],
    ['an answer that is neither yes nor no', frame(FRAME.rewrite, 35, '{"target":0,"offset":0,"yes":"yes"}')],
    ['a commit without a hash', frame(FRAME.commit, 11, '{"bytes":1}')],
  ];
  it.each(refused)('is refused: %s', (_name, bytes) => {
    expect(() => decode(bytes, [])).toThrow(AppError);
  });

  it('is refused before its payload has come: nothing is gathered for it', () => {
    expect(() => decode(frame(FRAME.header, 0xffffffff), [])).toThrow(/not one of ours/);
  });

  it('is a header of another version', () => {
    const header = Buffer.from(JSON.stringify({ ...writeHeader(), version: 2 }));
    expect(() => decode(frame(FRAME.header, header.byteLength, header), [])).toThrow(/broken frame/);
  });

  it('is told of by where it does not fit, never by what stands there: a header carries seeds', () => {
    const secret = 'hunter2hunter2';
    const [target] = writeHeader({
      targets: [fileTarget('/a.img', { overlays: [{ offset: 0, data: 'AAAA' }] })],
    }).targets;
    const broken: readonly unknown[] = [
      { ...writeHeader(), targets: [{ ...target, overlays: [{ offset: secret, data: secret }] }] },
      { ...writeHeader(), targets: [{ ...target, kind: secret }] },
      { ...writeHeader(), job: `${secret}!`, [secret]: secret, op: 'write' },
      { ...writeHeader(), op: secret },
      secret,
    ];
    for (const text of [...broken.map((header) => JSON.stringify(header)), `{"op":"write","a":"${secret}`]) {
      const bytes = Buffer.from(text);
      const error = thrownBy(() => decode(frame(FRAME.header, bytes.byteLength, bytes), []));
      expect(error).toMatchObject({ code: 'unexpected' });
      expect(`${String(error)} ${JSON.stringify(error)}`.includes(secret)).toBe(false);
    }
  });

  it('names its place', () => {
    const bytes = Buffer.from(JSON.stringify({ ...writeHeader(), job: 7 }));
    expect(() => decode(frame(FRAME.header, bytes.byteLength, bytes), [])).toThrow(/job \(invalid_type\)/);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return null;
}
