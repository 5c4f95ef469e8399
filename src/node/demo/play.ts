import { open, readFile } from 'node:fs/promises';
import type { BuildEvent, BuildProgress } from '../../core/nix/events.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { parseRecipe } from './recipe.ts';

const NAME = 'nixberry-demo.img';

/**
 * Makes the image of a recipe at `path`, which may exist, and tells of it as a build of Nix would.
 * Resolves to its length in bytes.
 */
export async function playRecipe(
  recipePath: string,
  path: string,
  emit: (event: BuildEvent) => void,
  signal: CancelSignal,
): Promise<number> {
  const steps = parseRecipe(await readFile(recipePath, 'utf8'));
  const file = await open(path, 'w');
  let phase: string | null = null;
  const lines: string[] = [];
  let offset = 0;
  const tell = (done: boolean): void => emit({ type: 'progress', progress: progressOf(done, phase, lines) });
  try {
    for (const step of steps) {
      throwIfCancelled(signal);
      switch (step.do) {
        case 'phase':
          phase = step.name;
          emit({ type: 'phase', derivation: NAME, phase });
          tell(false);
          break;
        case 'say':
          lines.push(step.text);
          emit({ type: 'log', derivation: NAME, line: step.text });
          break;
        case 'bytes':
          await file.writev([step.bytes], offset);
          offset += step.bytes.length;
          break;
        case 'zeros':
          offset += step.count;
          break;
      }
    }
    await file.truncate(offset);
  } finally {
    await file.close();
  }
  tell(true);
  return offset;
}

function progressOf(done: boolean, phase: string | null, lines: readonly string[]): BuildProgress {
  return {
    builds: { done: done ? 1 : 0, expected: 1, running: done ? 0 : 1, failed: 0 },
    fetches: { done: 0, expected: 0 },
    downloads: { bytes: 0, expectedBytes: 0 },
    running: done ? [] : [{ derivation: NAME, machine: null, phase, lines: [...lines] }],
    plan: null,
  };
}
