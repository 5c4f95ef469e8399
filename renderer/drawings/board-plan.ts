/** Left, top, width, height in mm. The origin is the board's upper left corner, its 40 pins above. */
export type Rect = readonly [x: number, y: number, width: number, height: number];

/** What a drawing of a board is made of. Plain shapes, to scale. */
export interface BoardPlan {
  /** Width and height of the board, or of the case. */
  readonly size: readonly [number, number];
  readonly corner: number;
  /** Mounting holes: their middles. */
  readonly holes: readonly (readonly [x: number, y: number])[];
  /** The header of pins: its box and how many columns of pins it has; null for none. */
  readonly header: { readonly box: Rect; readonly columns: number } | null;
  /** Processor, memory, radio and other large chips. */
  readonly chips: readonly Rect[];
  /** Sockets: for cables, camera, display. */
  readonly ports: readonly Rect[];
  readonly keys?: readonly Rect[];
  /** The card: the part that stands out, and the part under the board or in the case; null where none can be put in. */
  readonly slot: { readonly out: Rect; readonly under: Rect } | null;
  /** How many times smaller than the others it is drawn: a keyboard is three times as wide as a board. */
  readonly reduction?: number;
}
