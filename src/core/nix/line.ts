import * as z from 'zod';
import { tryJson } from '../json.ts';
import { cleanText } from './text.ts';

export type Field = string | number;

/** One line of Nix's internal-json log. Ids are strings: they hold the process id in their upper half and exceed 2^53. */
export type NixLine =
  | {
      readonly type: 'start';
      readonly id: string;
      readonly activity: number;
      readonly level: number;
      readonly text: string;
      readonly parent: string | null;
      readonly fields: readonly Field[];
    }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'result'; readonly id: string; readonly result: number; readonly fields: readonly Field[] }
  /** `headline`: the message without trace and position, where Nix tells it apart. */
  | { readonly type: 'message'; readonly level: number; readonly text: string; readonly headline: string | null }
  /** Not from Nix's logger: ssh's own words, a crash, a helper. */
  | { readonly type: 'text'; readonly text: string };

const PREFIX = '@nix ';

const id = z.union([z.string(), z.number().int().nonnegative().transform(String)]);
const fields = z.array(z.union([z.string(), z.number()]).catch(''));

const schema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('start'),
    id,
    type: z.number().catch(0),
    level: z.number().catch(0),
    text: z.string().catch(''),
    parent: id.nullish().catch(null),
    fields: fields.catch([]),
  }),
  z.object({ action: z.literal('stop'), id }),
  z.object({ action: z.literal('result'), id, type: z.number(), fields: fields.catch([]) }),
  z.object({
    action: z.literal('msg'),
    level: z.number().catch(0),
    msg: z.string(),
    raw_msg: z.string().nullish().catch(null),
  }),
]);

/** Reads one line of stderr. Never throws: what is not Nix's JSON is kept as text. */
export function parseNixLine(line: string): NixLine {
  if (!line.startsWith(PREFIX)) return { type: 'text', text: cleanText(line) };
  const parsed = schema.safeParse(tryJson(quoteIds(line.slice(PREFIX.length))));
  if (!parsed.success) return { type: 'text', text: cleanText(line) };
  const event = parsed.data;
  switch (event.action) {
    case 'start':
      return {
        type: 'start',
        id: event.id,
        activity: event.type,
        level: event.level,
        text: cleanText(event.text),
        parent: event.parent === '0' ? null : (event.parent ?? null),
        fields: event.fields,
      };
    case 'stop':
      return { type: 'stop', id: event.id };
    case 'result':
      return { type: 'result', id: event.id, result: event.type, fields: event.fields };
    case 'msg':
      return {
        type: 'message',
        level: event.level,
        text: cleanText(event.msg),
        headline: typeof event.raw_msg === 'string' ? cleanText(event.raw_msg) : null,
      };
  }
}

/** Any JSON string, with the number after it where it is a key. Takes an unclosed string whole, so that it stays linear. */
const STRING = /"(?:[^"\\]|\\.)*(?:"(?:(\s*:\s*)(\d+))?|\\?$)/gs;

/** Puts the numbers of "id" and "parent" into quotes: JSON.parse would round those above 2^53 to their neighbours. */
function quoteIds(json: string): string {
  return json.replace(STRING, (match, colon: string | undefined, digits: string | undefined) => {
    if (colon === undefined || digits === undefined) return match;
    const key = match.slice(0, match.length - colon.length - digits.length);
    return key === '"id"' || key === '"parent"' ? `${key}${colon}"${digits}"` : match;
  });
}
