import { rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import type { BuildView } from '../../contract/window/build.ts';
import type { AwakePort } from '../../core/ports.ts';
import type { BuildJob } from './built.ts';
import { runBuild, type BuildRun, type BuildRunOptions } from './run-build.ts';

/** What is to be built, and how to begin it. */
export interface BuildOrder {
  /** The Pi that it is for; null for the demo's. */
  readonly host: string | null;
  readonly place: string;
  /** Stands for all that it is made of, so that the same order is known again; null for the demo's, which is always the same. */
  readonly of: string | null;
  readonly job: () => Promise<BuildJob>;
}

export interface BuildsOptions {
  readonly publish: (view: BuildView | null) => void;
  readonly useImage: BuildRunOptions['useImage'];
  readonly awake: AwakePort;
  /** Makes a folder that only this person can read. */
  readonly makeWorkDir: () => Promise<string>;
  /** Told of each end. */
  readonly onEnd: (view: BuildView) => void;
}

/** The build of the window: there is at most one. */
export interface Builds {
  /** Begins it, unless one runs; `ifNeeded`: nor when this very order is built. Throws what makes it impossible to begin. */
  readonly start: (order: BuildOrder, ifNeeded: boolean) => Promise<void>;
  /** What an order would be made of now; null where the draft gives none. */
  readonly wants: (of: string | null) => void;
  readonly cancel: () => void;
  readonly isBusy: () => boolean;
  /** The build that runs or has ended last; null for none. */
  readonly run: () => BuildRun | null;
  /** Forgets one that has ended, and its log. The image stays where it is, if it was kept. */
  readonly clear: () => Promise<void>;
  /** Ends one that runs, with all that it has started, and takes away what it leaves. Never rejects. */
  readonly close: () => Promise<void>;
}

export function createBuilds({ publish, useImage, awake, makeWorkDir, onEnd }: BuildsOptions): Builds {
  let current: { readonly run: BuildRun; readonly workDir: string; readonly of: string | null } | null = null;
  let wanted: string | null = null;
  let starting: Promise<void> | null = null;
  const workDirs = new Set<string>();

  const isRunning = (): boolean => current?.run.view().state === 'running';

  function tell(view: BuildView, of: string | null): void {
    publish({ ...view, outdated: of !== null && wanted !== null && of !== wanted });
  }

  async function begin({ host, place, of, job }: BuildOrder): Promise<void> {
    await clear();
    wanted = of;
    const workDir = await makeWorkDir();
    workDirs.add(workDir);
    const start = { id: randomBytes(8).toString('hex'), host, place, startedAt: Date.now() };
    // Not waited for: what little of a build is slept over goes on afterwards.
    const held = awake.hold('build');
    const run = runBuild({ start, job, workDir, publish: (view) => tell(view, of), useImage });
    current = { run, workDir, of };
    void run.ended.then(async (view) => {
      void held.then((release) => release());
      await run.file.close();
      onEnd(view);
    });
  }

  async function clear(): Promise<void> {
    if (isRunning()) return;
    const ended = current;
    current = null;
    publish(null);
    await ended?.run.file.close();
    // The image of one that is done may be on its way to a card.
    if (ended && ended.run.view().state !== 'done') await remove(ended.workDir);
  }

  async function remove(workDir: string): Promise<void> {
    await rm(workDir, { recursive: true, force: true }).catch(() => undefined);
    workDirs.delete(workDir);
  }

  return {
    start: (order, ifNeeded) => {
      if (isRunning()) return Promise.resolve();
      if (ifNeeded && current?.run.view().state === 'done' && current.of === order.of) return Promise.resolve();
      // Two presses of one button begin one build.
      starting ??= begin(order).finally(() => (starting = null));
      return starting;
    },
    wants: (of) => {
      const isNews = of !== wanted;
      wanted = of;
      if (isNews && current) tell(current.run.view(), current.of);
    },
    cancel: () => current?.run.cancel(),
    isBusy: isRunning,
    run: () => current?.run ?? null,
    clear,
    close: async () => {
      await starting?.catch(() => undefined);
      current?.run.cancel();
      await current?.run.ended;
      await current?.run.file.close();
      await Promise.all([...workDirs].map(remove));
    },
  };
}
