import { basename } from 'node:path';
import { AppError } from '../../core/errors/app-error.ts';
import type { End } from '../../core/jobs/job.ts';
import type { BuildPorts } from '../../core/nix/build.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { makeDemoImage, type DemoResult } from '../../node/demo/demo.ts';
import { images } from '../../node/images/images.ts';
import type { BuildJob, Built } from './built.ts';

/** The job that `nixberry demo` runs: built by Nix where there is one, else made by ourselves, with the same bytes. */
export function demoJob(ports: BuildPorts): BuildJob {
  return {
    // It takes seconds.
    estimate: () => Promise.resolve(null),
    run: (workDir, signal) => run(workDir, ports, signal),
  };
}

async function* run(
  workDir: string,
  ports: BuildPorts,
  signal: CancelSignal,
): AsyncGenerator<BuildEvent | End<Built>, void, undefined> {
  for await (const event of makeDemoImage({ nix: 'auto', workDir }, ports, signal)) {
    // The flake is a copy of ours in a temporary folder: its path says nothing to anybody.
    if (event.type === 'target') continue;
    if (event.type === 'done') yield doneWith(event.result);
    else yield event;
  }
}

function doneWith({ imagePath: path, bytes }: DemoResult): End<Built> {
  if (path === null || bytes === null)
    return { type: 'failed', error: new AppError('unexpected', { detail: 'the demo made no image' }) };
  const image = { elsewhere: null, path, bytes, images };
  return { type: 'done', result: { kind: 'demo', name: basename(path), host: null, image, kept: null } };
}
