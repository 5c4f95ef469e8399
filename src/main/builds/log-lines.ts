import type { LineKind, LogLine } from '../../contract/window/build.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { BuildEvent } from '../../core/nix/events.ts';

/** What an event adds to the log: nothing, or a line for each line of its text. */
export function logLines(event: BuildEvent): readonly LogLine[] {
  switch (event.type) {
    case 'log':
      return linesOf(event.line, 'log', shortName(event.derivation));
    case 'message':
      return linesOf(event.text, event.level, null);
    case 'machine':
    case 'target':
    case 'plan':
    case 'progress':
    case 'phase':
    case 'note':
    // Its lines came before, each as its own event, or are asked for by themselves.
    case 'failed-log':
      return [];
  }
}

/** A line as a file has it, in the way of `nix build -L`. */
export function lineText({ derivation, text, kind }: LogLine): string {
  switch (kind) {
    case 'log':
      return derivation === null ? text : `${derivation}> ${text}`;
    case 'error':
    case 'warning':
      return `${kind}: ${text}`;
    case 'info':
      return text;
  }
}

function linesOf(text: string, kind: LineKind, derivation: string | null): readonly LogLine[] {
  return text.split('\n').map((line) => ({ derivation, text: line, kind }));
}
