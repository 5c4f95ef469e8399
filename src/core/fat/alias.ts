const BASE_CHARS = 8;
const EXTENSION_CHARS = 3;
/** What a short name may consist of, by the specification. */
const SHORT_NAME = /^[A-Z0-9!#$%&'()@^_`{}~-]{1,8}(\.[A-Z0-9!#$%&'()@^_`{}~-]{1,3})?$/;
const NOT_SHORT = /[^A-Z0-9!#$%&'()@^_`{}~-]/gu;
const MAX_NAME_CHARS = 255;
const FORBIDDEN = /[\u0000-\u001f"*/:<>?\\|]|[. ]$/;

/** Throws RangeError for what cannot be a file's name. */
export function checkName(name: string): void {
  if (name === '' || name.length > MAX_NAME_CHARS || FORBIDDEN.test(name)) throw new RangeError('no name for a file');
}

/** Whether a name needs no long one: in capitals, 8 characters and 3. Lower case always gets one, for every reader's sake. */
export function isShortName(name: string): boolean {
  return SHORT_NAME.test(name);
}

/** A short name, in its 11 stored characters, for a file of a folder where `taken` are in use: `SEED~1  CON`. */
export function makeAlias(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [base, baseKept] = shortened(dot > 0 ? name.slice(0, dot) : name, BASE_CHARS);
  const [extension, extensionKept] = dot > 0 ? shortened(name.slice(dot + 1), EXTENSION_CHARS) : ['', true];
  const plain = stored(base, extension);
  if (baseKept && extensionKept && !taken.has(plain)) return plain;
  // A folder has 65536 slots: one of the numbers is free.
  for (let number = 1; ; number++) {
    const tail = `~${number}`;
    const alias = stored(base.slice(0, BASE_CHARS - tail.length) + tail, extension);
    if (!taken.has(alias)) return alias;
  }
}

/** In capitals, without spaces and dots, strange characters replaced; and whether nothing but the case was lost. */
function shortened(part: string, chars: number): [text: string, kept: boolean] {
  const capitals = part.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const text = capitals.replace(/[ .]/g, '').replace(NOT_SHORT, '_');
  return [text.slice(0, chars), text === capitals && text.length > 0 && text.length <= chars];
}

function stored(base: string, extension: string): string {
  return base.padEnd(BASE_CHARS) + extension.padEnd(EXTENSION_CHARS);
}
