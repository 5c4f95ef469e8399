import type { SeedRefusal } from '../../core/seed/seed-refusal.ts';
import { errorWords } from '../error-words.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Says, once for all targets, that an image of a Nixberry project gets no record of where it comes from: its own is newer,
 * or damaged. Other images are not expected to take one.
 */
export function createRefusalTelling(terminal: Terminal): (image: string, reason: SeedRefusal) => void {
  let isTold = false;
  return (image, reason) => {
    if (isTold || (reason !== 'newer' && reason !== 'broken')) return;
    isTold = true;
    terminal.complain(errorWords('seed-not-taken', { image, reason }).message);
  };
}
