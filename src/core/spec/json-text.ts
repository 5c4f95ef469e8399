import type { ProblemCode } from './codes.ts';
import { pathText } from './path.ts';

/** Where something is in a text; both count from 1, the column in UTF-16 units as editors do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type ParsedJson =
  | {
      readonly type: 'parsed';
      readonly value: unknown;
      /** Where the value of a path (`user.sshKeys[0]`) begins: for a field its name, for what is absent its parent. */
      readonly placeOf: (path: string) => Place;
    }
  | { readonly type: 'broken'; readonly code: ProblemCode; readonly path: string; readonly place: Place };

/** Settings are four deep; a text of brackets alone must not end the program. */
const MAX_DEPTH = 32;
const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;

/** What stopped the reader; never leaves this file. */
class Stop extends Error {
  readonly code: ProblemCode;
  readonly at: number;
  readonly path: string;

  constructor(code: ProblemCode, at: number, path = '') {
    super(code);
    this.code = code;
    this.at = at;
    this.path = path;
  }
}

/**
 * Reads JSON as `JSON.parse` does, and knows where everything was. (The words of a `SyntaxError` differ between engines,
 * and not all of them say where.) A field that is there twice is an error here: which of the two counts is a guess.
 */
export function parseJson(text: string): ParsedJson {
  const starts = new Map<string, number>();
  try {
    const value = readAll(text, starts);
    return {
      type: 'parsed',
      value,
      placeOf: (path) => {
        for (let known = path; known !== ''; known = known.replace(/(\.[^.[\]]*|\[[0-9]+\]|^[^.[\]]+|.)$/, '')) {
          const at = starts.get(known);
          if (at !== undefined) return placeAt(text, at);
        }
        return placeAt(text, starts.get('') ?? 0);
      },
    };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { type: 'broken', code: error.code, path: error.path, place: placeAt(text, error.at) };
  }
}

function placeAt(text: string, at: number): Place {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function readAll(text: string, starts: Map<string, number>): unknown {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  /** Takes this character, with blanks around it; false when another one is there. */
  const sees = (char: string): boolean => {
    take(BLANKS);
    if (text[at] !== char) return false;
    at++;
    take(BLANKS);
    return true;
  };
  const demand = (char: string): void => {
    if (!sees(char)) throw new Stop('json-syntax', at);
  };

  const readValue = (path: readonly PropertyKey[]): unknown => {
    if (path.length > MAX_DEPTH) throw new Stop('json-too-deep', at);
    take(BLANKS);
    if (!starts.has(pathText(path))) starts.set(pathText(path), at);
    if (sees('{')) return readObject(path);
    if (sees('[')) return readArray(path);
    const scalar = take(STRING) ?? take(NUMBER) ?? take(WORD);
    if (scalar === null) throw new Stop('json-syntax', at);
    return JSON.parse(scalar);
  };
  const readArray = (path: readonly PropertyKey[]): unknown[] => {
    const items: unknown[] = [];
    if (sees(']')) return items;
    do items.push(readValue([...path, items.length]));
    while (sees(','));
    demand(']');
    return items;
  };
  const readObject = (path: readonly PropertyKey[]): object => {
    const fields = new Map<string, unknown>();
    if (sees('}')) return {};
    do {
      take(BLANKS);
      const start = at;
      const name = take(STRING);
      if (name === null) throw new Stop('json-syntax', at);
      const key = JSON.parse(name) as string;
      const here = [...path, key];
      if (fields.has(key)) throw new Stop('json-duplicate', start, pathText(here));
      starts.set(pathText(here), start);
      demand(':');
      fields.set(key, readValue(here));
    } while (sees(','));
    demand('}');
    // As JSON.parse, and unlike an assignment, this makes `__proto__` an ordinary field.
    return Object.fromEntries(fields);
  };

  const value = readValue([]);
  take(BLANKS);
  if (at < text.length) throw new Stop('json-syntax', at);
  return value;
}
