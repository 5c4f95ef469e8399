import type { FlashEvent } from '../../core/flash/events.ts';
import type { Terminal } from '../terminal.ts';
import { createJsonRenderer } from './json-renderer.ts';
import { createLiveRenderer } from './live-renderer.ts';
import { createPlainRenderer } from './plain-renderer.ts';

/** Shows a flash job while it runs. */
export interface FlashRenderer {
  readonly show: (event: FlashEvent) => void;
  /** Takes away what is only of use while the job runs. */
  readonly end: () => void;
}

/** The way of showing that fits: lines of JSON, a live region on a terminal, or now and then a line of words. */
export async function createFlashRenderer(terminal: Terminal, verify: boolean): Promise<FlashRenderer> {
  if (terminal.json) return createJsonRenderer(terminal, verify);
  if (!terminal.live) return createPlainRenderer(terminal, verify);
  return createLiveRenderer(terminal, verify);
}
