import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CliLine } from '../../contract/cli.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { PlacedPorts, PlacedResult } from '../../core/places/build-at.ts';
import { builtImage } from '../../node/places/built-image.ts';
import { createPlacedPorts } from '../../node/places/placed-ports.ts';
import { whileAwake } from '../awake.ts';
import { inTempFolder } from '../in-temp-folder.ts';
import { assertFolderOf } from '../options/folder.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { buildImage, type ImageOrder } from './build-image.ts';
import { dryRunReport } from './dry-run-report.ts';
import { showCopy } from './show-copy.ts';
import { tellPushed } from './tell-pushed.ts';

export interface BuildOrder extends ImageOrder {
  /** Where to put the image; null to leave it where it was built, or in the folder of kept images. */
  readonly out: string | null;
}

const RESULT_LINK = 'result';

/** Builds an image and says where it is. Resolves to the exit code. */
export async function buildOnly(context: Context, order: BuildOrder): Promise<number> {
  const ports = createPlacedPorts();
  const out = order.out === null ? null : resolve(order.out);
  // Said before hours of building, and once more by the copying itself.
  if (order.out !== null) assertFolderOf(order.out);
  if (out !== null && existsSync(out)) throw new AppError('target-exists', { device: out });
  const build = (folder: string): Promise<number> =>
    whileAwake(context, 'build', async () => {
      const link = out === null ? resolve(RESULT_LINK) : join(folder, RESULT_LINK);
      const result = await buildImage(context, order, link, ports);
      if (result.dryRun) tellDryRun(context, result);
      else tell(context, result, link, await bring(context, result, order, out, ports));
      return tellPushed(context, result.pushed);
    });
  return inTempFolder(build);
}

/** Where the image lies in the end, when that is not where it was built. */
async function bring(
  { terminal, signal }: Context,
  result: PlacedResult,
  order: BuildOrder,
  out: string | null,
  ports: PlacedPorts,
): Promise<string | null> {
  const image = builtImage(result, order.place, ports);
  if (!image) return null;
  const found = out === null ? await image.found(signal) : null;
  const path = found ?? (await image.destination(out));
  if (found !== null || path === null) return path;
  const { elsewhere: place, bytes } = image;
  await showCopy(terminal, t('cli.build.bringing', { place, path }), bytes, (onProgress) =>
    image.bring(path, { signal, onProgress }),
  );
  return path;
}

function builtLine({ kept, pushed, ...result }: PlacedResult, out: string | null): CliLine {
  const told = pushed.map(({ to, paths, failure }) => ({ to, paths, failed: failure !== null }));
  return { type: 'built', ...result, id: kept?.id ?? null, sha256: kept?.sha256 ?? null, pushed: told, out };
}

function tellDryRun({ terminal }: Context, result: PlacedResult): void {
  terminal.emit(builtLine(result, null));
  if (result.dryRun) terminal.print(dryRunReport(result.dryRun, result.estimate));
  if (!terminal.quiet) terminal.print(t('cli.build.dry-run'));
}

function tell({ terminal }: Context, result: PlacedResult, link: string, out: string | null): void {
  const { imagePath, bytes, elsewhere } = result;
  terminal.emit(builtLine(result, out));
  terminal.print(t('cli.build.result', { path: out ?? imagePath, bytes }));
  if (terminal.quiet) return;
  if (elsewhere !== null) terminal.print(t('cli.build.from', { place: elsewhere, path: imagePath }));
  else if (out === null) terminal.print(t('cli.build.linked', { link }));
  terminal.print(t('cli.build.next', { path: out ?? imagePath }));
}
