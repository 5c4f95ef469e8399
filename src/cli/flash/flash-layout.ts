/** Between two columns. */
export const GAP = '  ';
/** `100 %`. Where nobody knows the share, the amount has the room of the bar and the share. */
export const SHARE_WIDTH = 5;
/** `99.9 MB/s`, and a kB/s of three digits. */
export const RATE_WIDTH = 10;

const WIDEST_BAR = 28;
export const NARROWEST_BAR = 8;
/** A name is cut to this before a column is left out, and further only when there is none left to leave out. */
const SHORT_NAME = 12;
const SHORTEST_NAME = 4;

/** What a line of progress has room for; 0 for a column that is left out. */
export interface FlashLayout {
  readonly name: number;
  readonly phase: number;
  readonly bar: number;
  readonly share: number;
  readonly rate: number;
  readonly time: number;
}

/** The longest text of the columns whose texts differ in length. */
export interface Longest {
  readonly name: number;
  readonly phase: number;
  /** How far the phase is, in whatever it is told. */
  readonly amount: number;
  readonly time: number;
}

/** Room for as much as `columns` can hold: names are cut first, then the time goes, then the rate, then the bar. */
export function flashLayout(longest: Longest, columns: number): FlashLayout {
  const { phase, time } = longest;
  const share = SHARE_WIDTH;
  const bar = NARROWEST_BAR;
  const rich = [
    { phase, bar, share, rate: RATE_WIDTH, time },
    { phase, bar, share, rate: RATE_WIDTH, time: 0 },
    { phase, bar, share, rate: 0, time: 0 },
  ].find((layout) => roomFor(layout, columns) >= Math.min(longest.name, SHORT_NAME));
  const layout = rich ?? { phase, bar: 0, share: Math.max(share, longest.amount), rate: 0, time: 0 };
  const room = roomFor(layout, columns);
  const name = Math.max(SHORTEST_NAME, Math.min(longest.name, room));
  return { ...layout, name, bar: rich ? Math.min(WIDEST_BAR, bar + room - name) : 0 };
}

/** What is left for the name. */
function roomFor(layout: Omit<FlashLayout, 'name'>, columns: number): number {
  const others = Object.values(layout).filter((width) => width > 0);
  return others.reduce((room, width) => room - GAP.length - width, columns);
}
