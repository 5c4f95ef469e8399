import { exitCodeOf } from '../../core/errors/causes.ts';
import { EXIT, worstExitCode } from '../../core/errors/exit.ts';
import { clearImages, type Cleared } from '../../core/kept/clear.ts';
import type { KeptPort } from '../../core/kept/ports.ts';
import { keptName } from '../../core/kept/record.ts';
import { describeBytes, sanitizeForDisplay } from '../../core/drives/display.ts';
import { errorWords } from '../error-words.ts';
import type { Context } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import type { Reach } from './reach.ts';

/**
 * Lets go of older images, and removes what killed processes have left; says of which, what that freed, and which stay.
 * Resolves to the exit code. Throws AppError `images-folder`, `cancelled`.
 */
export async function pruneImages(
  { terminal, signal }: Context,
  kept: KeptPort,
  reach: Reach,
  keep: number,
): Promise<number> {
  const removed: Extract<Cleared, { type: 'removed' }>[] = [];
  const stays: (Extract<Cleared, { type: 'stays' }> & { readonly message: string; readonly next: string })[] = [];
  for await (const cleared of clearImages(keep, kept, reach.rootsFor, signal)) {
    const { id } = cleared.image;
    const name = keptName(cleared.image);
    if (cleared.type === 'removed') {
      removed.push(cleared);
      const freed = cleared.freedBytes > 0 ? describeBytes(cleared.freedBytes) : null;
      terminal.print(t('cli.images.removed', { id, name, freed }));
    } else {
      const words = errorWords(cleared.error.code, { command: 'images', ...cleared.error.facts });
      stays.push({ ...cleared, ...words });
      terminal.complain(t('cli.images.stays', { id, name, ...words }));
    }
  }
  const swept = await kept.sweep(signal);
  const sum = (of: 'freedBytes' | 'storeBytes'): number => removed.reduce((bytes, one) => bytes + one[of], 0);
  const all = { freedBytes: sum('freedBytes'), storeBytes: sum('storeBytes') };
  const freedBytes = all.freedBytes + swept.freedBytes;
  terminal.emit({
    ...{ type: 'images-pruned', folder: kept.folder, ...all, freedBytes, swept: [...swept.files] },
    removed: removed.map(({ image, freedBytes, storeBytes }) => ({
      ...{ id: image.id, name: keptName(image), freedBytes, storeBytes },
    })),
    stays: stays.map(({ image, error, message, next }) => ({
      ...{ id: image.id, name: keptName(image), code: error.code, message, next },
    })),
  });
  if (swept.files.length > 0) {
    const files = swept.files.map(sanitizeForDisplay).join(', ');
    terminal.print(t('cli.images.swept', { files, freedBytes: swept.freedBytes }));
  }
  tell(terminal, removed.length, stays.length + swept.files.length, keep, all);
  return worstExitCode([EXIT.done, ...stays.map(({ error }) => exitCodeOf(error.code))]);
}

function tell(
  terminal: Terminal,
  removed: number,
  others: number,
  keep: number,
  all: { readonly freedBytes: number; readonly storeBytes: number },
): void {
  if (removed === 0 && others === 0) terminal.print(t('cli.images.nothing-to-prune', { keep }));
  if (removed === 0) return;
  terminal.print(t('cli.images.pruned', { count: removed, ...all }));
  if (all.storeBytes > 0 && !terminal.quiet) terminal.print(t('cli.images.collect', all));
}
