import { reduceFlash, remainingMs, startFlashView } from '../../core/flash/progress.ts';
import type { FlashEvent } from '../../core/flash/events.ts';
import type { CliLine } from '../../contract/cli.ts';
import { listedDrive, warningWords } from '../drives/verdict.ts';
import type { Terminal } from '../terminal.ts';
import { noteWords } from './remarks.ts';
import { targetEndLine } from './outcome.ts';
import type { FlashRenderer } from './renderer.ts';

/** Progress of one target comes at most this often; its last (`bytes` = `of`) always. */
const PROGRESS_MS = 200;

/** Every event as a line of JSON. */
export function createJsonRenderer(terminal: Terminal, verify: boolean): FlashRenderer {
  let view = startFlashView(verify);
  const toldAt = new Map<string, number>();

  const isDue = (event: FlashEvent, now: number): boolean => {
    if (event.type !== 'progress' && event.type !== 'source') return true;
    const key = event.type === 'progress' ? event.target : '';
    const isLast = event.type === 'progress' && event.bytes === event.of;
    if (!isLast && now - (toldAt.get(key) ?? -Infinity) < PROGRESS_MS) return false;
    toldAt.set(key, now);
    return true;
  };

  const lineOf = (event: FlashEvent): CliLine => {
    switch (event.type) {
      case 'image':
      case 'seed':
      case 'phase':
      case 'source':
      case 'stalled':
      case 'limit':
        return event;
      case 'progress': {
        const target = view.targets.find((known) => known.target === event.target);
        const left = target ? remainingMs(view, target) : null;
        return { ...event, rate: target?.rate ?? null, remainingMs: left };
      }
      case 'target': {
        const drive = event.drive ? listedDrive(event.drive) : null;
        return { ...event, drive, warnings: event.warnings.map(warningWords) };
      }
      case 'note':
        return { ...event, message: noteWords(event.code, event.facts) };
      case 'target-end':
        return { type: 'target-end', ...targetEndLine(event.target, event.outcome) };
    }
  };

  return {
    show: (event) => {
      const now = performance.now();
      view = reduceFlash(view, event, now);
      if (isDue(event, now)) terminal.emit(lineOf(event));
    },
    end: () => undefined,
  };
}
