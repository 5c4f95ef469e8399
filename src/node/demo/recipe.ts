/** One line of a recipe: the same four words that `assets/demo/play.sh` knows. */
export type Step =
  | { readonly do: 'phase'; readonly name: string }
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'bytes'; readonly bytes: Uint8Array }
  | { readonly do: 'zeros'; readonly count: number };

const LINES = {
  phase: /^phase (\w+)$/,
  say: /^say '([^']*)'$/,
  bytes: /^bytes '((?:\\[0-7]{3})*)'$/,
  zeros: /^zeros (\d+)$/,
};

/** Reads a recipe. Throws on a line that it does not know: a recipe is an asset of ours. */
export function parseRecipe(text: string): readonly Step[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseLine);
}

function parseLine(line: string): Step {
  const [phase, say, bytes, zeros] = [LINES.phase, LINES.say, LINES.bytes, LINES.zeros].map(
    (form) => form.exec(line)?.[1],
  );
  if (phase !== undefined) return { do: 'phase', name: phase };
  if (say !== undefined) return { do: 'say', text: say };
  if (bytes !== undefined) return { do: 'bytes', bytes: Buffer.from(octal(bytes)) };
  if (zeros !== undefined) return { do: 'zeros', count: Number(zeros) };
  throw new Error(`Not a line of a recipe: ${line.slice(0, 80)}`);
}

function octal(text: string): number[] {
  return text
    .split('\\')
    .slice(1)
    .map((digits) => parseInt(digits, 8));
}
