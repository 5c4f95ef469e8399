import * as z from 'zod';
import type { Problem } from './codes.ts';
import { nearest } from './nearest.ts';
import { parsePath, pathText } from './path.ts';
import { allPaths, slotAt, type Slot } from './schema-walk.ts';
import { changeList, isPlainObject, place, type Json } from './tree.ts';
import { readValue } from './value-text.ts';

/** Answers with one thing changed, not judged yet; or why the text says nothing about any setting. */
export type Assigned =
  { readonly type: 'assigned'; readonly answers: Json } | { readonly type: 'refused'; readonly problem: Problem };

/**
 * Applies one `path=value`, `path+=value` (adds to a list) or `path-=value` (takes out of it) to answers, which stay as they
 * are: a copy comes back. The schema says how to read the value: strings, numbers, booleans and choices plainly, lists and
 * objects as JSON, nothing at all as null where null may be. Whether the value is right, `completeSettings` says.
 */
export function assign(answers: unknown, text: string): Assigned {
  const [, left = '', operator = '', value = ''] = /^([^=]*?)([+-]?=)(.*)$/su.exec(text) ?? [];
  const path = parsePath(left);
  // What was meant to be something else may be a private key: only what looks like a name is said again.
  if (!path || left.length > LONGEST_PATH) {
    const shown = text.length <= LONGEST_PATH && parsePath(text) ? text : null;
    return refuse({ path: '', code: 'assignment-syntax', facts: { text: shown } });
  }
  const slot = slotAt(path);
  if (!slot) return refuse(unknown(left));
  return operator === '=' ? replace(answers, path, slot, value) : change(answers, path, slot, operator, value);
}

function replace(answers: unknown, path: (string | number)[], slot: Slot, text: string): Assigned {
  const read = readValue(slot, text);
  if (read.type === 'unreadable') return refuse({ ...read.problem, path: pathText(path) });
  return placed(answers, path, read.value);
}

function change(answers: unknown, path: (string | number)[], slot: Slot, operator: string, text: string): Assigned {
  const where = pathText(path);
  if (!(slot.schema instanceof z.ZodArray)) return refuse({ path: where, code: 'not-a-list', facts: {} });
  const element = slotAt([...path, 0]);
  const read = element && readValue(element, text, operator === '-=');
  if (!read || read.type === 'unreadable')
    return refuse({ path: where, code: 'wrong-type', facts: { expected: 'json' }, ...read?.problem });
  const list = changeList(answers, path, operator, read.value);
  if (!list)
    return refuse({ path: where, code: 'not-in-list', facts: { value: where === KEYS ? null : shorten(text) } });
  return placed(answers, path, list);
}

function placed(answers: unknown, path: (string | number)[], value: unknown): Assigned {
  const done = place(isPlainObject(answers) ? answers : {}, path, value);
  if (done) return { type: 'assigned', answers: done };
  return refuse({ path: pathText(path), code: 'index-gap', facts: {} });
}

function unknown(name: string): Problem {
  return { path: name, code: 'unknown-setting', facts: { name, nearest: nearestPath(name) } };
}

/** As it is, or by its last part: `country` is `wifi.country`. The indexes of what was given stay. */
function nearestPath(given: string): string | null {
  const known = allPaths();
  const plain = given.replaceAll(/\[[0-9]+\]/g, '[0]');
  const byEnd = known.filter((path) => path.endsWith(`.${plain}`));
  return (byEnd.length === 1 ? byEnd[0] : undefined) ?? nearest(plain, known);
}

function refuse(problem: Problem): Assigned {
  return { type: 'refused', problem };
}

const SHOWN = 40;
/** More than any path of the schema has. */
const LONGEST_PATH = 60;
const KEYS = 'user.sshKeys';

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
