import type * as z from 'zod';
import type { Settings } from '../spec/settings.ts';
import { pathText } from '../spec/path.ts';

type Json = z.core.util.JSONType;

/** One setting that gets another value. A list that changes does so as a whole. */
export interface Change {
  readonly path: string;
  /** Undefined where there was no such field, or is none any more (a static address has more of them than DHCP). */
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** What differs between settings, or answers of any kind, and settings; first what both have. */
export function settingsChanges(from: Json, to: Settings): Change[] {
  return changesBelow(from, to, []);
}

function changesBelow(from: Json | undefined, to: Json | undefined, path: readonly string[]): Change[] {
  if (isFields(from) && isFields(to)) {
    const names = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...names].flatMap((name) => changesBelow(from[name], to[name], [...path, name]));
  }
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path: pathText(path), from, to }];
}

function isFields(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
