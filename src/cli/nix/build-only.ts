import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppError, EXIT } from '../../core/errors.ts';
import { build } from '../../core/nix/build.ts';
import type { BuildResult, How } from '../../core/nix/events.ts';
import { splitFlakeRef } from '../../core/nix/target.ts';
import { copyImage } from '../../node/nix/copy-image.ts';
import { resolveFlake } from '../../node/nix/local-flake.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { assertFolderOf } from '../options/folder.ts';
import { inTempFolder } from '../in-temp-folder.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { showBuild } from './show-build.ts';

export interface BuildOrder {
  readonly flakeRef: string;
  readonly how: How;
  readonly dryRun: boolean;
  /** Where to copy the image to; null to leave it in the store, kept by the link `./result`. */
  readonly out: string | null;
}

const RESULT_LINK = 'result';

/** Builds an image and says where it is. Resolves to the exit code. */
export async function buildOnly(context: Context, order: BuildOrder): Promise<number> {
  if (order.out === null) {
    tell(context, await buildImage(context, order, resolve(RESULT_LINK)), null);
    return EXIT.done;
  }
  const out = resolve(order.out);
  // Said before hours of building, and once more by the copying itself.
  assertFolderOf(order.out);
  if (existsSync(out)) throw new AppError('target-exists', { device: out });
  return inTempFolder(async (folder) => {
    const result = await buildImage(context, order, resolve(folder, RESULT_LINK));
    if (result.imagePath !== null) await copyImage(result.imagePath, out, { signal: context.signal });
    tell(context, result, out);
    return EXIT.done;
  });
}

/** Runs the build with everything a person sees of it. `outLink` keeps the result from being collected as garbage. */
export async function buildImage(
  context: Context,
  { flakeRef, how, dryRun }: Omit<BuildOrder, 'out'>,
  outLink: string,
): Promise<BuildResult> {
  const { flake, attribute } = splitFlakeRef(flakeRef);
  const resolved = `${await resolveFlake(flake)}${attribute === null ? '' : `#${attribute}`}`;
  const request = { flakeRef: resolved, how, dryRun, options: [], outLink };
  const events = build(request, { nix: createNixPort(), clock: performance }, context.signal);
  // The plan is a dry run's result, and printed as such.
  return showBuild(context, events, dryRun ? ['plan'] : []);
}

function tell({ terminal }: Context, result: BuildResult, out: string | null): void {
  const { imagePath, bytes, dryRun } = result;
  terminal.emit({ type: 'built', ...result, out: imagePath === null ? null : out });
  if (dryRun) {
    terminal.print(t('cli.build.plan', dryRun));
    if (!terminal.quiet) terminal.print(t('cli.build.dry-run'));
  }
  if (imagePath === null) return;
  terminal.print(t('cli.build.result', { path: imagePath, bytes }));
  if (out !== null) terminal.print(t('cli.build.copied', { path: out }));
  else if (!terminal.quiet) terminal.print(t('cli.build.linked', { link: resolve(RESULT_LINK) }));
  if (!terminal.quiet) terminal.print(t('cli.build.next', { path: out ?? imagePath }));
}
