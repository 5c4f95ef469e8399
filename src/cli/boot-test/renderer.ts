import type { BootEvent } from '../../core/boot-test/events.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { describeMs, describeShare } from '../render/format.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';

/** Shows an image's start. */
export interface BootRenderer {
  readonly show: (event: BootEvent) => void;
  /** Takes away what is only of use while it runs. */
  readonly end: () => void;
}

/** A program that reads wants to know how far a copy is, not of each MiB. */
const COPIED_MS = 200;

/** The way of showing that fits: lines of JSON, a live region on a terminal, or a line for each phase. */
export async function createBootRenderer(terminal: Terminal): Promise<BootRenderer> {
  if (terminal.json) return createJsonRenderer(terminal);
  return terminal.live ? createLiveRenderer(terminal) : createPlainRenderer(terminal);
}

function createPlainRenderer(terminal: Terminal): BootRenderer {
  return {
    show: (event) => {
      if (event.type === 'phase') terminal.say(t(`cli.boot-test.${event.phase}`));
    },
    end: () => undefined,
  };
}

/** The phase with its time, and below it what was said last. */
async function createLiveRenderer(terminal: Terminal): Promise<BootRenderer> {
  let words = '';
  let since = performance.now();
  let share: number | null = null;
  let line = '';
  const end = await terminal.draw(() => {
    if (words === '') return '';
    const progress = share === null ? describeMs(performance.now() - since) : describeShare(share);
    const { dim } = terminal.errStyle;
    return `${words} ${dim(progress)}${line === '' ? '' : `\n${dim(line.slice(0, terminal.columns() - 1))}`}`;
  });
  return {
    show: (event) => {
      switch (event.type) {
        case 'image':
          break;
        case 'phase':
          words = t(`cli.boot-test.${event.phase}`);
          since = performance.now();
          share = null;
          break;
        case 'copied':
          share = event.of === null ? null : event.bytes / event.of;
          break;
        case 'console':
          if (event.line.trim() !== '') line = sanitizeForDisplay(event.line);
          break;
      }
    },
    end,
  };
}

function createJsonRenderer(terminal: Terminal): BootRenderer {
  let toldAt = -Infinity;
  return {
    show: (event) => {
      switch (event.type) {
        case 'image':
          return terminal.emit({ ...event, type: 'boot-image' });
        case 'phase':
          return terminal.emit({ ...event, type: 'boot-phase' });
        case 'copied': {
          const now = performance.now();
          if (now - toldAt < COPIED_MS && event.bytes !== event.of) return;
          toldAt = now;
          return terminal.emit({ ...event, type: 'boot-copied' });
        }
        case 'console':
          return terminal.emit({ ...event, type: 'boot-console' });
      }
    },
    end: () => undefined,
  };
}
