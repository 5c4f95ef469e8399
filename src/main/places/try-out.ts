import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheOptions } from '../../core/nix/caches.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { queryConfig } from '../../core/nix/query.ts';
import { demoFile } from '../../node/demo/demo-files.ts';
import { demoOptions } from '../../node/demo/demo-options.ts';
import { splitFlakeRef } from '../../core/nix/target.ts';
import { readCaches } from '../../node/projects/caches.ts';
import type { Projects } from '../projects/projects.ts';
import type { TryOut } from './places.ts';

const DEMO_FILES = ['flake.nix', 'play.sh', 'image.recipe'] as const;

/** A copy of the project as the answers would make it, with the caches that the person has accepted for it. */
export function tryOutProject(projects: Projects): TryOut {
  return (answers, signal, work) =>
    projects.tryOut(answers, signal, async (flakeRef) => {
      const { used } = await readCaches(splitFlakeRef(flakeRef).flake);
      return work({ flakeRef, options: cacheOptions(used) });
    });
}

/** The flake of the demo, whatever the answers are: it builds anywhere, without a network. */
export function tryOutDemo(nix: NixPort): TryOut {
  return async (_answers, signal, work) => {
    const folder = await mkdtemp(join(tmpdir(), 'nixberry-demo-'));
    try {
      for (const name of DEMO_FILES) await copyFile(demoFile(name), join(folder, name));
      const options = await demoOptions(await queryConfig(nix, signal));
      return await work({ flakeRef: `path:${folder}`, options });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
