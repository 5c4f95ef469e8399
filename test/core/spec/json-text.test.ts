import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/core/spec/json-text.ts';
import { parsePath, pathText } from '../../../src/core/spec/path.ts';

/** With fields of hostile names, `__proto__` among them. */
const json = fc.jsonValue({ maxDepth: 4 });
const blanks = fc.constantFrom('', ' ', '\n', '\r\n', '\t\t');

describe('JSON with places', () => {
  test('reads what JSON.parse reads, as it does', () => {
    fc.assert(
      fc.property(json, blanks, fc.constantFrom(0, 1, 2), (value, around, indent) => {
        const text = around + JSON.stringify(value, null, indent) + around;
        const parsed = parseJson(text);
        expect(parsed).toMatchObject({ type: 'parsed' });
        if (parsed.type === 'parsed') expect(JSON.stringify(parsed.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('refuses what JSON.parse refuses, and never throws', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0-.eE1 tfn\\u\n')) }),
      fc.tuple(json, fc.nat(), fc.string({ maxLength: 2 })).map(([value, at, put]) => {
        const whole = JSON.stringify(value);
        const cut = at % (whole.length + 1);
        return whole.slice(0, cut) + put + whole.slice(cut + 1);
      }),
    );
    fc.assert(
      fc.property(text, (broken) => {
        const parsed = parseJson(broken);
        if (parsed.type === 'broken' && parsed.code !== 'json-syntax') return;
        const refused = ((): boolean => {
          try {
            JSON.parse(broken);
            return false;
          } catch {
            return true;
          }
        })();
        expect(parsed.type === 'broken').toBe(refused);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 1, 1],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a" 1\n}', 2, 7],
    ['{"a": 1} x', 1, 10],
    ['{\r\n"a": tru}', 2, 6],
    ['[1,\r2,\r"x\ny"]', 3, 1],
    ["{'a': 1}", 1, 2],
    ['{"a": 01}', 1, 8],
    ['{"a": "\\x"}', 1, 7],
    ['\ufeff{}', 1, 1],
  ])('%j is broken in line %i, column %i', (text, line, column) => {
    expect(parseJson(text)).toMatchObject({ type: 'broken', code: 'json-syntax', place: { line, column } });
  });

  test('a field that is there twice is named at its second place', () => {
    expect(parseJson('{"a": {"b": 1,\n "b": 2}}')).toEqual({
      ...{ type: 'broken', code: 'json-duplicate', path: 'a.b', place: { line: 2, column: 2 } },
    });
  });

  test('a text of brackets is refused, however long', () => {
    expect(parseJson('['.repeat(1_000_000))).toMatchObject({ code: 'json-too-deep' });
    expect(parseJson('{"a":'.repeat(1_000_000))).toMatchObject({ code: 'json-too-deep' });
  });

  test.each([
    ['', 1, 1],
    ['user', 2, 3],
    ['user.sshKeys', 3, 5],
    ['user.sshKeys[1]', 5, 7],
    ['user.name', 2, 3],
    ['user.sshKeys[9].x', 3, 5],
    ['board', 1, 1],
    ['odd."name].', 1, 1],
  ])('%s is in line %i, column %i, or its parent is', (path, line, column) => {
    const parsed = parseJson('{\n  "user": {\n    "sshKeys": [\n      "a",\n      "b"\n    ]\n  }\n}');
    expect(parsed.type === 'parsed' && parsed.placeOf(path)).toEqual({ line, column });
  });
});

describe('paths', () => {
  test.each([[['a']], [['user', 'sshKeys', 0]], [['a', 0, 'b', 12]], [['$schema']]])('%j there and back', (path) => {
    expect(parsePath(pathText(path))).toEqual(path);
  });

  test.each(['', '.', 'a.', '.a', 'a[', 'a[x]', 'a[-1]', '[0]', 'a[00000]', 'a b', 'a[0]b', '__proto__'])(
    '%j is none',
    (text) => {
      expect(parsePath(text)).toBeNull();
    },
  );
});
