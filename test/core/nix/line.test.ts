import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNixLine } from '../../../src/core/nix/line.ts';
import { reduceNix } from '../../../src/core/nix/progress.ts';
import { INITIAL_NIX_STATE } from '../../../src/core/nix/state.ts';

const event = (json: object): string => `@nix ${JSON.stringify(json)}`;

describe('parseNixLine', () => {
  it('reads a start with and without a parent (2.8 has none)', () => {
    const start = { action: 'start', id: 7, level: 3, text: 'building', type: 105, fields: ['/nix/store/x.drv', ''] };
    expect(parseNixLine(event(start))).toEqual({
      type: 'start',
      id: '7',
      activity: 105,
      level: 3,
      text: 'building',
      parent: null,
      fields: ['/nix/store/x.drv', ''],
    });
    expect(parseNixLine(event({ ...start, parent: 5 }))).toMatchObject({ parent: '5' });
    expect(parseNixLine(event({ ...start, parent: 0 }))).toMatchObject({ parent: null });
  });

  it('keeps ids beyond 2^53 apart', () => {
    // Process 4194303 (the highest there is) << 32, and its neighbour: one and the same number for JSON.parse.
    const [one, two] = ['18014394214514688', '18014394214514689'];
    const ids = [one, two].map((id) => parseNixLine(`@nix {"action":"stop","id":${id}}`));
    expect(ids).toEqual([
      { type: 'stop', id: one },
      { type: 'stop', id: two },
    ]);
    const parent = parseNixLine(`@nix {"action":"start","id" : ${one},"type":0,"text":"","parent": ${two},"level":0}`);
    expect(parent).toMatchObject({ id: one, parent: two });
  });

  it('leaves what looks like an id inside a text as it is', () => {
    const msg = 'say "id": 18014394214514689, "parent":1 and \\';
    expect(parseNixLine(event({ action: 'msg', level: 3, msg }))).toMatchObject({ text: msg });
    const key = `@nix {"action":"msg","level":3,"msg":"a","id":18014394214514689,"other":{"pid":12}}`;
    expect(parseNixLine(key)).toMatchObject({ type: 'message', text: 'a' });
  });

  it('strips colours and keeps what a terminal would show of a rewritten line', () => {
    expect(
      parseNixLine(event({ action: 'msg', level: 0, msg: '\u001b[31;1merror:\u001b[0m no\r\nyes' })),
    ).toMatchObject({
      text: 'error: no\nyes',
    });
    expect(parseNixLine('receiving  10%\rreceiving 100%\r')).toEqual({ type: 'text', text: 'receiving 100%' });
  });

  it.each(['ssh: connect to host pi: refused', '@nix', '@nix {', '@nix []', '@nix {"action":"dance","id":1}', ''])(
    'keeps %j as text',
    (line) => expect(parseNixLine(line)).toEqual({ type: 'text', text: line }),
  );

  it('passes over numbers that it does not know', () => {
    const line = parseNixLine(event({ action: 'start', id: 1, type: 999, level: 0, text: 'new', fields: [1, {}] }));
    expect(line).toMatchObject({ activity: 999, fields: [1, ''] });
    expect(reduceNix(INITIAL_NIX_STATE, line)).toBe(INITIAL_NIX_STATE);
  });

  const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(100, 101, 103, 104, 105, 106));
  const eventLike = fc.record(
    {
      action: fc.constantFrom('start', 'stop', 'result', 'msg', 'other'),
      id: fc.oneof(number, fc.bigInt().map(Number), fc.string()),
      type: fc.oneof(number, fc.string()),
      level: number,
      text: fc.oneof(fc.string(), fc.constant(null)),
      msg: fc.string(),
      raw_msg: fc.oneof(fc.string(), fc.constant(null)),
      parent: number,
      fields: fc.array(fc.oneof(number, fc.string(), fc.constant(null))),
    },
    { requiredKeys: ['action'] },
  );

  it('never throws, nor does the reducer, on any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => new TextDecoder().decode(data));
    const line = fc.oneof(
      bytes,
      bytes.map((text) => `@nix ${text}`),
      fc.json().map((text) => `@nix ${text}`),
      eventLike.map(event),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const state = lines.map(parseNixLine).reduce(reduceNix, INITIAL_NIX_STATE);
        expect(state.builds.done).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('reads any text that Nix can send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.bigInt({ min: 0n, max: 2n ** 63n }), (msg, id) => {
        const json = JSON.stringify({ action: 'result', type: 101, fields: [msg] });
        const line = `@nix ${json.slice(0, -1)},"id":${id}}`;
        expect(parseNixLine(line)).toEqual({ type: 'result', id: id.toString(), result: 101, fields: [msg] });
      }),
    );
  });

  it('takes a long line of unclosed strings in no time', () => {
    const line = `@nix {"id":${'\\"'.repeat(200_000)}`;
    const before = performance.now();
    expect(parseNixLine(line).type).toBe('text');
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});
