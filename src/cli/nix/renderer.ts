import type { BuildEvent } from '../../core/nix/events.ts';
import type { Terminal } from '../terminal.ts';
import { createJsonBuildRenderer } from './json-renderer.ts';
import { createLiveBuildRenderer } from './live-renderer.ts';
import { createPlainBuildRenderer } from './plain-renderer.ts';

/** Shows a build while it runs. */
export interface BuildRenderer {
  readonly show: (event: BuildEvent) => void;
  /** Takes away what is only of use while it runs. */
  readonly end: () => void;
}

/**
 * The way of showing that fits: lines of JSON, a live region on a terminal (not before as many `machine` events), or lines of
 * words.
 */
export async function createBuildRenderer(terminal: Terminal, machines: number): Promise<BuildRenderer> {
  if (terminal.json) return createJsonBuildRenderer(terminal);
  if (!terminal.live) return createPlainBuildRenderer(terminal);
  return createLiveBuildRenderer(terminal, machines);
}
