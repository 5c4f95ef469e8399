import { LEVEL } from './activities.ts';
import type { NixLine } from './line.ts';

/** Whether a message is an error: a warning that has no level of its own (Nix 2.8) is none. */
export function isError(line: Extract<NixLine, { type: 'message' }>): boolean {
  return line.level === LEVEL.error && !line.text.startsWith('warning:') && !isHint(line.text);
}

/** Advice about Nix's own options, which we choose. */
export function isHint(text: string): boolean {
  return text.startsWith("(use '--show-trace'");
}
