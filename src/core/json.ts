/** Parsed JSON, or undefined where it is none: what other programs print is checked by a schema afterwards. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
