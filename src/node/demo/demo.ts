import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob, type End } from '../../core/jobs/job.ts';
import { build, type BuildPorts } from '../../core/nix/build.ts';
import type { BuildEvent, BuildResult } from '../../core/nix/events.ts';
import { queryConfig } from '../../core/nix/query.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { demoFile } from './demo-files.ts';
import { demoOptions } from './demo-options.ts';
import { playRecipe } from './play.ts';

/** It takes Nix a second or four; one that waits for a lock or a daemon must not hold up the demo. */
const NIX_MS = 30_000;

export interface DemoOptions {
  readonly nix: 'auto' | 'never';
  /** A folder of the caller's for the image or the link to it. */
  readonly workDir: string;
}

export type DemoResult = BuildResult & { readonly builtBy: 'nix' | 'itself' };

const NOT_BY_NIX = {
  ...{ storePath: null, elsewhere: null, installable: null, how: null, work: null, dryRun: null },
} as const;

/**
 * Makes the demo's image: with Nix where there is one that can, else by itself, byte for byte the same, and says so with
 * a `note` event. Needs no network and no rights.
 */
export async function* makeDemoImage(
  options: DemoOptions,
  ports: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<DemoResult>, void, undefined> {
  if (options.nix === 'auto') {
    for await (const event of buildWithNix(options.workDir, ports, signal)) {
      if (event.type === 'failed') {
        yield noteOf(event.error);
        break;
      }
      yield event;
      if (event.type === 'done' || event.type === 'cancelled') return;
    }
  }
  yield* runJob(signal, async (emit: (event: BuildEvent) => void): Promise<DemoResult> => {
    const imagePath = join(options.workDir, 'nixberry-demo.img');
    const bytes = await playRecipe(demoFile('image.recipe'), imagePath, emit, signal);
    return { imagePath, bytes, ...NOT_BY_NIX, builtBy: 'itself' };
  });
}

function buildWithNix(
  workDir: string,
  ports: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<DemoResult>, void, undefined> {
  return runJob(signal, async (emit: (event: BuildEvent) => void): Promise<DemoResult> => {
    const limit = limited(signal);
    // Out of the checkout: in a git work tree Nix would see tracked files only, and a path with a space it cannot read.
    const flake = await mkdtemp(join(tmpdir(), 'nixberry-demo-'));
    try {
      for (const name of ['flake.nix', 'play.sh', 'image.recipe'] as const)
        await copyFile(demoFile(name), join(flake, name));
      const config = await queryConfig(ports.nix, limit.signal);
      const request = {
        flakeRef: `path:${flake}`,
        how: 'auto',
        dryRun: false,
        options: await demoOptions(config),
        outLink: join(workDir, 'result'),
      } as const;
      for await (const event of build(request, ports, limit.signal)) {
        if (event.type === 'done') return { ...event.result, builtBy: 'nix' };
        if (event.type === 'failed') throw event.error;
        if (event.type === 'cancelled') throw limit.reason();
        emit(event);
      }
      throw new Error('The build ended without a word');
    } finally {
      limit.clear();
      await rm(flake, { recursive: true, force: true });
    }
  });
}

function noteOf(error: AppError): BuildEvent {
  if (error.code === 'nix-missing') return { type: 'note', code: 'demo-itself', facts: {} };
  const { cause = error.code, detail = null } = error.facts;
  return { type: 'note', code: 'demo-nix-failed', facts: { cause, detail } };
}

/** A signal that follows the given one and ends on its own after `NIX_MS`. */
function limited(signal: CancelSignal): { signal: AbortSignal; reason: () => AppError; clear: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(abort, NIX_MS);
  return {
    signal: controller.signal,
    reason: () =>
      signal.aborted ? new AppError('cancelled') : new AppError('nix-timeout', { command: 'nix build', ms: NIX_MS }),
    clear: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}
