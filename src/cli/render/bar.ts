/** The two characters of a bar: done and to do. */
export interface BarLooks {
  readonly done: string;
  readonly todo: string;
}

const FINE: BarLooks = { done: '━', todo: '─' };
const ASCII: BarLooks = { done: '#', todo: '-' };

/** The bar that this terminal can show: fine lines need UTF-8, and a font richer than that of the Linux console. */
export function barLooks(env: Readonly<Record<string, string | undefined>>): BarLooks {
  // A variable that is set and empty counts as not set.
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value) ?? '';
  return /utf-?8/i.test(locale) && env.TERM !== 'linux' ? FINE : ASCII;
}

/** A bar of `cells` characters, of which `share` (0 to 1) is done; all to do when nobody knows. */
export function bar(share: number | null, cells: number, looks: BarLooks): string {
  const done = Math.floor((share ?? 0) * cells);
  return looks.done.repeat(done) + looks.todo.repeat(cells - done);
}
