import type { CliLine } from '../../contract/cli.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { Terminal } from '../terminal.ts';
import { buildNote } from './remarks.ts';
import type { BuildRenderer } from './renderer.ts';

/** The whole state comes at most this often. */
const PROGRESS_MS = 200;

/** Every event as a line of JSON. */
export function createJsonBuildRenderer(terminal: Terminal): BuildRenderer {
  let toldAt = -Infinity;
  return {
    show: (event) => {
      const now = performance.now();
      if (event.type === 'progress' && now - toldAt < PROGRESS_MS) return;
      if (event.type === 'progress') toldAt = now;
      terminal.emit(lineOf(event));
    },
    end: () => undefined,
  };
}

/** The types of a flash's lines and of a build's are told apart: `make` prints both. */
function lineOf(event: BuildEvent): CliLine {
  switch (event.type) {
    case 'machine':
      return { ...event, type: 'build-machine' };
    case 'target':
      return { ...event, type: 'build-target' };
    case 'plan':
      return { ...event, type: 'build-plan' };
    case 'progress':
      return { type: 'build-progress', ...event.progress };
    case 'phase':
      return { ...event, type: 'build-phase' };
    case 'log':
      return { ...event, type: 'build-log' };
    case 'message':
      return { ...event, type: 'build-message' };
    case 'failed-log':
      return { ...event, type: 'build-failed-log' };
    case 'note':
      return { ...event, type: 'build-note', message: buildNote(event.code, event.facts) };
  }
}
