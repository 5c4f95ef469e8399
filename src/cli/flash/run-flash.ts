import { randomUUID } from 'node:crypto';
import { AppError } from '../../core/errors/app-error.ts';
import { exitCodeOf } from '../../core/errors/causes.ts';
import { EXIT, worstExitCode } from '../../core/errors/exit.ts';
import type { FlashResult } from '../../core/flash/events.ts';
import { flash } from '../../core/flash/job.ts';
import { reduceFlash, startFlashView } from '../../core/flash/progress.ts';
import type { FlashPorts, FlashRequest } from '../../core/flash/request.ts';
import type { ImagesPort } from '../../core/ports.ts';
import { cardFiles } from '../../node/card-files.ts';
import { createDrives } from '../../node/drives/drives.ts';
import { createKnownDrives } from '../../node/drives/known-drives.ts';
import { newSha256 } from '../../node/sha256.ts';
import { writerPort } from '../../node/elevate/writer-port.ts';
import { images as givenImages } from '../../node/images/images.ts';
import { terminalAwake } from '../awake.ts';
import { needsYes } from '../options/target.ts';
import { emitError, reportCancelled, reportError } from '../report-error.ts';
import type { Context } from '../run.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import { createMayRewrite } from './ask-rewrite.ts';
import { createConfirm } from './confirm.ts';
import type { Follow } from './diagnosis.ts';
import { targetEndLine } from './outcome.ts';
import { createFlashRenderer } from './renderer.ts';
import { endedTargets, type EndedTarget } from './ended-targets.ts';
import { doneLine, doneReport, failureReports, stateLine } from './report.ts';

export interface FlashOrder extends Omit<FlashRequest, 'confirm' | 'mayRewrite'> {
  /** The questions before anything is written are answered with yes. */
  readonly yes: boolean;
  /** A block that the card has kept wrong is written once more. */
  readonly rewriteBadBlock: boolean;
}

export interface FlashSurroundings {
  /** What to do with the card, as the last words. */
  readonly next?: string;
  /** Where images come from: files and URLs, if nothing else is said. */
  readonly images?: ImagesPort;
  /** What else to say, and to do, of the targets that are right now: before the last words. */
  readonly tellRight?: (targets: readonly string[]) => Promise<void>;
  /** Gets every event, for a diagnosis. */
  readonly follow?: Follow;
}

/** Writes an image with everything a person sees of it. Resolves to the exit code: that of the worst target. */
export async function runFlash(
  context: Context,
  order: FlashOrder,
  { next = nextStep(order), images = givenImages, tellRight, follow }: FlashSurroundings = {},
): Promise<number> {
  const { terminal, signal } = context;
  assertCanAsk(order, terminal);
  const request: FlashRequest = {
    ...order,
    confirm: createConfirm(context, order.yes),
    mayRewrite: createMayRewrite(context, order),
  };
  const writer = writerPort();
  writer.startAhead({ elevate: order.targets.some(({ kind }) => kind === 'drive') });
  const renderer = await createFlashRenderer(terminal, order.verify);
  let view = startFlashView(order.verify);
  const paths = order.targets.map(({ path }) => path);
  const ends = (): readonly EndedTarget[] => endedTargets(view, paths);
  const startedMs = performance.now();
  try {
    for await (const event of flash(request, { ...flashPorts(terminal), images, writer }, signal)) {
      follow?.(event, performance.now() - startedMs);
      switch (event.type) {
        case 'done':
          renderer.end();
          tellEnds(terminal, ends());
          await tellRight?.(rightOf(ends()));
          tellDone(terminal, event.result);
          if (!terminal.quiet) terminal.print(next);
          return EXIT.done;
        case 'failed':
          renderer.end();
          tellEnds(terminal, ends());
          await tellRight?.(rightOf(ends()));
          return tellFailed(terminal, event.error, ends());
        case 'cancelled':
          renderer.end();
          tellEnds(terminal, ends());
          await tellRight?.(rightOf(ends()));
          return tellCancelled(terminal, order, ends());
        default:
          view = reduceFlash(view, event, performance.now());
          renderer.show(event);
      }
    }
  } finally {
    renderer.end();
    await writer.close();
  }
  throw new AppError('unexpected', { detail: 'the job ended without an end' });
}

function flashPorts(terminal: Terminal): Omit<FlashPorts, 'images' | 'writer'> {
  return {
    drives: createDrives(),
    knownDrives: createKnownDrives(),
    cardFiles,
    awake: terminalAwake(terminal),
    clock: performance,
    newSha256,
    newJobId: randomUUID,
    timestamp: () => new Date().toISOString(),
  };
}

/** Said before anything is opened: a script learns at once that it lacks `--yes`. */
export function assertCanAsk({ yes, targets }: Pick<FlashOrder, 'yes' | 'targets'>, terminal: Terminal): void {
  const first = targets.find(needsYes);
  if (first && !yes && !terminal.canAsk) throw new AppError('needs-yes', { device: first.path });
}

function tellDone(terminal: Terminal, result: FlashResult): void {
  const { targets, ...image } = result;
  terminal.emit({ type: 'flashed', ...image, targets: targets.map((end) => targetEndLine(end.target, end.outcome)) });
  if (image.expectedMatched && !terminal.quiet) terminal.print(t(`cli.report.matched-${image.expectedMatched}`));
}

function rightOf(ends: readonly EndedTarget[]): readonly string[] {
  return ends.filter(({ outcome }) => outcome.kind === 'done').map(({ target }) => target);
}

function nextStep({ targets }: FlashOrder): string {
  const [file] = targets;
  return file && targets.every(({ kind }) => kind === 'file')
    ? t('cli.report.next-file', { path: file.path })
    : t('cli.report.next-drive');
}

/** A target's own failure is told with its state; what concerns none of them (no image, no rights) by itself. */
function tellFailed(terminal: Terminal, error: AppError, ends: readonly EndedTarget[]): number {
  const told = ends.some(({ outcome }) => outcome.kind === 'failed' && outcome.code === error.code);
  if (!told) return reportError(terminal, 'flash', error);
  emitError(terminal, 'flash', error);
  return exitCodeOf(error.code);
}

function tellCancelled(terminal: Terminal, order: FlashOrder, ends: readonly EndedTarget[]): number {
  const code = reportCancelled(terminal);
  for (const { path } of order.targets) {
    const outcome = ends.find(({ target }) => target === path)?.outcome;
    // A target without an end was never handed to the writer.
    if (!outcome) terminal.complain(stateLine(path, 'untouched'));
    else if (outcome.kind === 'cancelled') terminal.complain(stateLine(path, outcome.state));
  }
  // A drive that had failed before weighs more than the Ctrl-C after it.
  return worstExitCode([
    code,
    ...ends.map(({ outcome }) => (outcome.kind === 'failed' ? exitCodeOf(outcome.code) : 0)),
  ]);
}

function tellEnds(terminal: Terminal, ends: readonly EndedTarget[]): void {
  for (const { target, outcome, order } of ends) {
    if (outcome.kind !== 'done') continue;
    if (terminal.quiet) terminal.print(doneLine(target, outcome));
    else terminal.print(doneReport(target, outcome, terminal.outStyle, terminal.columns(), order));
  }
  for (const report of failureReports(ends, terminal.errStyle)) terminal.complain(report);
}
