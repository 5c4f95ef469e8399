/** The consoles of the machine: its serial port, and that of virtio. */
export const CONSOLES = ['serial', 'virtio'] as const;
export type ConsoleName = (typeof CONSOLES)[number];

/** A line of a console; one that is not finished yet is told again when more of it has come. */
export interface ConsoleLine {
  readonly text: string;
  readonly finished: boolean;
}

/** A line that never ends is cut here. */
const MAX_LINE = 2000;

/** Colours, cursor movements, window titles, character sets; and what is left of the control characters. */
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])/g;
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;

/** Reads a console: gives the lines that a piece of its output ends, and the one that it leaves unfinished, as plain text. */
export function createConsoleReader(): (output: string) => readonly ConsoleLine[] {
  let rest = '';
  return (output) => {
    const pieces = (rest + output).split('\n');
    rest = (pieces.pop() ?? '').slice(-MAX_LINE);
    const finished = pieces.map((piece) => ({ text: plainText(piece).slice(0, MAX_LINE), finished: true }));
    return rest === '' ? finished : [...finished, { text: plainText(rest), finished: false }];
  };
}

/** What a person would read of it. */
function plainText(raw: string): string {
  return raw.replaceAll(ESCAPES, '').replaceAll(CONTROLS, '');
}
