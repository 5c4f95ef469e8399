import { readFileSync } from 'node:fs';
import { parseNixLine } from '../../../src/core/nix/line.ts';
import { reduceNix } from '../../../src/core/nix/progress.ts';
import { INITIAL_NIX_STATE, type NixState } from '../../../src/core/nix/state.ts';

/** The lines of stderr of a captured run; what else the file has (the result, the exit code) is left out. */
export function logLines(name: string): readonly string[] {
  const text = readFileSync(new URL(`../../fixtures/nix-logs/${name}.log`, import.meta.url), 'utf8');
  return text.split('\n').filter((line) => line.startsWith('@nix '));
}

export function stateOf(lines: readonly string[]): NixState {
  return lines.map(parseNixLine).reduce(reduceNix, INITIAL_NIX_STATE);
}
