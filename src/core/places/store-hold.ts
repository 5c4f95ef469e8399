import { AppError } from '../errors/app-error.ts';
import { builtPath } from '../nix/built-path.ts';
import type { NixExit, NixPort } from '../nix/ports.ts';
import type { RemoteRoots } from './remote-roots.ts';

/** A collection that has begun to look for what is held may not see it yet: that is rare, and nearly never happens twice. */
const BUILDS = 4;

export interface Held {
  /** Builds, and holds the result. */
  readonly build: (run: () => Promise<NixExit>) => Promise<NixExit>;
  /** Lets go of it. Never rejects. */
  readonly release: () => Promise<void>;
}

/**
 * Holds, under a name of its own, what is built in the store of another machine: Nix makes no link into that, and a collection
 * of garbage may come there before the image is kept (with `min-free` at any moment). Where it came first (`onCollected`), the
 * same is built once more, and that result is held before it is there.
 */
export function holdResult(name: string, roots: RemoteRoots, there: NixPort, onCollected: () => void): Held {
  let held = false;
  const hold = async (storePath: string): Promise<boolean> => {
    held = true;
    return done(roots.keep(name, storePath));
  };
  return {
    build: async (run) => {
      for (let builds = 1; ; builds++) {
        const exit = await run();
        const storePath = exit.code === 0 ? builtPath(exit.stdout) : null;
        // What is there and cannot be held is told when it is to be kept.
        if (storePath === null || (await hold(storePath))) return exit;
        if (builds === BUILDS || (await done(there.list(storePath)))) return exit;
        onCollected();
        await done(roots.hold(name, storePath));
      }
    },
    release: async () => {
      if (held) await roots.unkeep([name]).catch(() => undefined);
    },
  };
}

/** Whether it could be done over there. Rejects where that machine could not be asked. */
async function done(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'remote-failed') return false;
    throw thrown;
  }
}
