import { AppError, toAppError } from '../errors/app-error.ts';
import { throwIfCancelled } from '../jobs/job.ts';
import type { Clock } from '../ports.ts';
import { copyArgv, pingArgv } from './argv.ts';
import { builtHere, chunksOf } from './built-here.ts';
import type { BuildEvent } from './events.ts';
import { firstError } from './failure.ts';
import { followLog } from './follow.ts';
import { pushText, type PushTarget } from './push-target.ts';
import type { StoreQuery } from './store-query.ts';
import { cleanText, errorWords } from './text.ts';

const REACH_TIMEOUT_MS = 60_000;

/** What became of pushing to one target. The image is built and stays, whatever it is. */
export interface Pushed {
  /** As it was named. */
  readonly to: string;
  /** Paths that were built here; what they need goes with them. */
  readonly paths: number;
  /** `push-failed`, `cachix-missing`; null where all went well. */
  readonly failure: AppError | null;
}

/** Nix is that of the place where the image lies. */
export interface PushRun extends StoreQuery {
  /** The machine on which that is, for people; null for this computer. */
  readonly place: string | null;
  readonly targets: readonly PushTarget[];
  /** The result of the build. */
  readonly storePath: string;
  readonly clock: Clock;
  readonly emit: (event: BuildEvent) => void;
}

/**
 * Finds out, before hours of building, whether there is a cachix and whether the stores answer. That they also take what is
 * pushed shows only then. Throws AppError `cachix-missing`, `push-unreachable`, `cancelled`.
 */
export async function assertPushable(
  targets: readonly PushTarget[],
  { nix, place, signal }: Pick<PushRun, 'nix' | 'place' | 'signal'>,
): Promise<void> {
  for (const target of targets) {
    const run = { signal, timeoutMs: REACH_TIMEOUT_MS };
    if (target.kind === 'cachix') {
      await nix.run(['--version'], { ...run, program: 'cachix' });
      continue;
    }
    const { url } = target;
    const answered = await nix.run(pingArgv('new', url), run);
    const exit = answered.code === 0 ? answered : await nix.run(pingArgv('old', url), run);
    throwIfCancelled(signal);
    if (exit.code !== 0) throw new AppError('push-unreachable', { to: url, place, detail: errorWords(exit.stderr) });
  }
}

/**
 * Pushes what was built for an image, so that no other machine compiles it again: all of its build closure that no cache has
 * signed. The failure of one target does not keep the others from theirs. Throws AppError `cancelled`.
 */
export async function pushBuilt(run: PushRun): Promise<readonly Pushed[]> {
  const { targets, storePath, signal, emit } = run;
  if (targets.length === 0) return [];
  // Asked once, and what goes wrong with it goes wrong with each target.
  const built = builtHere(storePath, run);
  const done: Pushed[] = [];
  for (const target of targets) {
    const to = pushText(target);
    try {
      const paths = await built;
      if (paths.length > 0) emit({ type: 'note', code: 'pushing', facts: { to, paths: paths.length } });
      for (const chunk of chunksOf(paths)) await pushChunk(target, chunk, run);
      emit({ type: 'note', code: 'pushed', facts: { to, paths: paths.length } });
      done.push({ to, paths: paths.length, failure: null });
    } catch (error) {
      throwIfCancelled(signal);
      done.push({ to, paths: 0, failure: failureOf(error, to, run.place) });
    }
  }
  return done;
}

async function pushChunk(target: PushTarget, paths: readonly string[], run: PushRun): Promise<void> {
  const { nix, signal } = run;
  if (target.kind === 'store') return copyTo(target.url, paths, run);
  const onLine = (line: string): void => {
    const text = cleanText(line);
    if (text.trim() !== '') run.emit({ type: 'message', level: 'info', text });
  };
  const { code, stderr } = await nix.run(['push', target.name, ...paths], { signal, onLine, program: 'cachix' });
  throwIfCancelled(signal);
  if (code !== 0) throw new AppError('unexpected', { detail: errorWords(stderr) });
}

async function copyTo(url: string, paths: readonly string[], run: PushRun): Promise<void> {
  const { nix, options = [], clock, signal, emit } = run;
  // Old versions count nothing here: that is no news.
  const isNews = (event: BuildEvent): boolean => event.type !== 'progress' || event.progress.fetches.expected > 0;
  const log = followLog((event) => isNews(event) && emit(event), clock);
  const { code } = await nix.run(copyArgv(url, paths, options), { signal, onLine: log.line });
  throwIfCancelled(signal);
  log.flush();
  if (code !== 0) throw new AppError('unexpected', { detail: firstError(log.state()) });
}

function failureOf(error: unknown, to: string, place: string | null): AppError {
  const { code, facts } = toAppError(error);
  if (code === 'cachix-missing') return new AppError('cachix-missing', { place }, { cause: error });
  return new AppError('push-failed', { to, place, detail: String(facts.detail ?? code) }, { cause: error });
}
