import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import type { BuildView, FailedLog } from '../../contract/window/build.ts';
import { toAppError } from '../../core/errors/app-error.ts';
import { shortName } from '../../core/nix/compiled.ts';
import type { BuildEvent } from '../../core/nix/events.ts';
import { followJob } from '../../core/jobs/follow-job.ts';
import type { Built, BuildJob } from './built.ts';
import { findFailure } from './failed-log.ts';
import { createLogFile, type LogFile } from './log-file.ts';
import { lineText, logLines } from './log-lines.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import { createTicker } from './ticker.ts';
import { endedBuild, reduceBuild, startedBuild, type BuildStart, type EndOfBuild } from './view.ts';

const PUBLISH_MS = 250;
/** Events that are taken up at a stretch, before the page's calls get their turn. */
const BATCH_EVENTS = 500;

export interface BuildRunOptions {
  readonly start: BuildStart;
  /** What is to run; asked for when the build is shown already. */
  readonly job: () => Promise<BuildJob>;
  /** A folder of its own, that stays as long as the image may be wanted. */
  readonly workDir: string;
  readonly publish: (view: BuildView) => void;
  /** Keeps the image for the window; resolves to its offer. */
  readonly useImage: (built: Built) => Promise<string>;
}

/** A build, from its start on. */
export interface BuildRun {
  readonly view: () => BuildView;
  readonly log: LogStore;
  readonly file: LogFile;
  readonly failedLog: () => FailedLog | null;
  readonly cancel: () => void;
  /** Resolves when it has ended, however. Never rejects. */
  readonly ended: Promise<BuildView>;
}

/** Starts a build, and tells of it as long as it runs. Whatever goes wrong is told as its end. */
export function runBuild({ start, job, workDir, publish, useImage }: BuildRunOptions): BuildRun {
  const log = createLogStore();
  const file = createLogFile(join(workDir, 'build.log'));
  const controller = new AbortController();
  let state = startedBuild(start);
  let told: readonly string[] = [];
  let failedLog: FailedLog | null = null;
  const ticker = createTicker(PUBLISH_MS, () => publish(view()));

  function view(): BuildView {
    return { ...state.view, logLines: log.end() };
  }

  function change(next: BuildView, isUrgent: boolean): void {
    state = { ...state, view: next };
    ticker.changed(isUrgent);
  }

  function take(event: BuildEvent, work: BuildJob): void {
    for (const line of logLines(event)) {
      log.append(line);
      file.append(lineText(line));
    }
    if (event.type === 'failed-log') told = event.lines;
    const before = state.view;
    state = reduceBuild(state, event, Date.now());
    ticker.changed(isUrgent(before, state.view));
    if (state.view.plan !== before.plan) void estimate(work);
  }

  async function estimate(work: BuildJob): Promise<void> {
    const { plan, how } = state.view;
    if (plan === null) return;
    const estimateMs = await work.estimate({ ...plan, how });
    if (state.view.state === 'running' && state.view.plan === plan) change({ ...state.view, estimateMs }, false);
  }

  async function follow(): Promise<EndOfBuild> {
    const work = await job();
    let taken = 0;
    const built = await followJob<BuildEvent, Built>(work.run(workDir, controller.signal), async (event) => {
      take(event, work);
      taken += 1;
      if (taken % BATCH_EVENTS === 0) await setImmediate();
    });
    const image = await useImage(built);
    return { state: 'done', result: { image, bytes: built.image.bytes, name: built.name } };
  }

  async function failed(thrown: unknown): Promise<EndOfBuild> {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') return { state: 'cancelled' };
    const derivation = typeof error.facts.derivation === 'string' ? shortName(error.facts.derivation) : null;
    const failure = await findFailure(log, derivation, told);
    failedLog = failure.log;
    return { state: 'failed', error, logStart: failure.logStart };
  }

  publish(view());
  const ended = follow()
    .catch(failed)
    .then((end) => {
      ticker.stop();
      state = { ...state, view: endedBuild(state.view, end, Date.now()) };
      publish(view());
      return view();
    });
  return {
    ...{ view, log, file, ended },
    failedLog: () => failedLog,
    cancel: () => {
      if (state.view.state !== 'running' || state.view.stopping) return;
      change({ ...state.view, stopping: true }, true);
      controller.abort();
    },
  };
}

/** What a person waits for: another phase, a note. Counts and times can wait for the next turn. */
function isUrgent(before: BuildView, after: BuildView): boolean {
  if (before === after) return false;
  return (
    before.notes !== after.notes ||
    before.how !== after.how ||
    after.phases.some(({ state }, index) => state !== before.phases[index]?.state)
  );
}
