import * as z from 'zod';
import type { Problem } from './codes.ts';
import type { Slot } from './schema-walk.ts';

type Read =
  | { readonly type: 'value'; readonly value: unknown }
  | { readonly type: 'unreadable'; readonly problem: Omit<Problem, 'path'> };

const YES = ['true', 'yes', 'on'];
const NO = ['false', 'no', 'off'];

/**
 * Reads the text behind a `=` as what the schema has there. With `loose`, an object may also be named by the text of its
 * first field (a network by its SSID).
 */
export function readValue({ schema, nullable }: Slot, text: string, loose = false): Read {
  if (nullable && (text === '' || text === 'null')) return value(null);
  if (schema instanceof z.ZodBoolean) {
    if (YES.includes(text)) return value(true);
    return NO.includes(text) ? value(false) : unreadable('not-one-of', { allowed: 'true, false' });
  }
  if (schema instanceof z.ZodEnum) return among(text, schema.options.map(String));
  if (schema instanceof z.ZodLiteral) {
    const found = [...schema.values].find((one) => String(one) === text);
    return found === undefined ? unreadable('not-one-of', { allowed: [...schema.values].join(', ') }) : value(found);
  }
  if (schema instanceof z.ZodUnion && schema.options.every((option) => option instanceof z.ZodLiteral))
    return among(
      text,
      schema.options.flatMap((option) => [...option.values].map(String)),
    );
  if (schema instanceof z.ZodString) return value(text);
  return loose && !/^\s*[[{]/.test(text) ? value(text) : json(text);
}

function among(text: string, allowed: readonly string[]): Read {
  return allowed.includes(text) ? value(text) : unreadable('not-one-of', { allowed: allowed.join(', ') });
}

function json(text: string): Read {
  try {
    return value(JSON.parse(text));
  } catch {
    return unreadable('wrong-type', { expected: 'json' });
  }
}

function value(value: unknown): Read {
  return { type: 'value', value };
}

function unreadable(code: Problem['code'], facts: Problem['facts']): Read {
  return { type: 'unreadable', problem: { code, facts } };
}
