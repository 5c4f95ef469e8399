import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildViewSchema, type BuildView } from '../../../src/contract/window/build.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import { createAwake } from '../../../src/main/awake.ts';
import { buildHandlers } from '../../../src/main/builds/build-handlers.ts';
import { createBuilds, type Builds } from '../../../src/main/builds/builds.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sleep, until } from '../../support/waiting.ts';
import { DONE, drv, scriptedBuild, type ScriptedBuild } from './scripted-build.ts';

const IMAGE = 'a'.repeat(32);
const log = (line: string, name = 'linux-6.18'): BuildEvent => ({ type: 'log', derivation: drv(name), line });

interface World {
  readonly builds: Builds;
  readonly build: ScriptedBuild;
  readonly told: (BuildView | null)[];
  readonly ends: BuildView[];
  readonly holds: () => number;
  readonly folder: string;
  readonly start: (of?: string, ifNeeded?: boolean) => Promise<void>;
  readonly newest: () => BuildView | null;
}

async function world(build = scriptedBuild()): Promise<World> {
  const folder = await tempFolder();
  const told: (BuildView | null)[] = [];
  const ends: BuildView[] = [];
  let holds = 0;
  const builds = createBuilds({
    publish: (view) => told.push(view && buildViewSchema.parse(view)),
    useImage: () => Promise.resolve(IMAGE),
    awake: createAwake({
      blocker: { start: () => ++holds, stop: () => --holds >= 0 },
      isHeard: () => Promise.resolve(true),
      takeLock: () => Promise.resolve(null),
      publish: () => undefined,
    }),
    makeWorkDir: () => mkdtemp(join(folder, 'work-')),
    onEnd: (view) => ends.push(view),
  });
  onTestFinished(() => builds.close());
  const start = (of = 'a draft', ifNeeded = false): Promise<void> =>
    builds.start({ host: 'greenhouse', place: 'here', of, job: () => Promise.resolve(build.job) }, ifNeeded);
  return { builds, build, told, ends, holds: () => holds, folder, start, newest: () => told.at(-1) ?? null };
}

const handlersOf = (builds: Builds, saveTo: string | null = null, copied: string[] = []) =>
  buildHandlers({
    builds,
    order: () => Promise.reject(new AppError('unexpected')),
    dialogs: { saveFile: () => Promise.resolve(saveTo) },
    copy: (text) => {
      copied.push(text);
      return Promise.resolve();
    },
    saveTitle: () => 'Save',
  });

describe('the build of the window', () => {
  it('runs to its image, keeps the computer awake meanwhile, and is told to the end', async () => {
    const { builds, build, start, newest, holds, ends } = await world();
    await start();
    expect(newest()).toMatchObject({ state: 'running', host: 'greenhouse', place: 'here', result: null });
    expect(holds()).toBe(1);
    build.tell(log('CC a.o'), DONE);
    await builds.run()?.ended;
    expect(newest()).toMatchObject({
      state: 'done',
      logLines: 1,
      result: { image: IMAGE, bytes: 5, name: 'greenhouse.img.zst' },
    });
    await until('the end', () => ends.length === 1);
    await until('no hold', () => holds() === 0);
  });

  it('begins one build only, however often it is asked to', async () => {
    const { start, told, folder, builds, build } = await world();
    await Promise.all([start(), start()]);
    await start();
    expect(new Set(told.filter((view) => view !== null).map(({ id }) => id)).size).toBe(1);
    expect(await readdir(folder)).toHaveLength(1);
    build.tell(DONE);
    await builds.run()?.ended;
  });

  it('is not begun again when just that is built, unless it is asked for', async () => {
    const { builds, build, start, newest } = await world();
    await start();
    build.tell(DONE);
    await builds.run()?.ended;
    const { id } = builds.run()?.view() ?? {};
    await start('a draft', true);
    expect(newest()?.id).toBe(id);
    await start('another draft', true);
    expect(newest()?.id).not.toBe(id);
  });

  it('is outdated as soon as the draft says something else, and as long', async () => {
    const { builds, build, start, newest } = await world();
    await start();
    build.tell(DONE);
    await builds.run()?.ended;
    builds.wants('another place');
    expect(newest()?.outdated).toBe(true);
    builds.wants('a draft');
    expect(newest()?.outdated).toBe(false);
    builds.wants(null);
    expect(newest()?.outdated).toBe(false);
  });

  it('ends when it is cancelled, says so at once, and leaves nothing behind', async () => {
    const { builds, build, start, newest, folder } = await world();
    await start();
    build.tell(log('CC a.o'));
    await until('the log', () => builds.run()?.log.end() === 1);
    builds.cancel();
    expect(newest()).toMatchObject({ state: 'running', stopping: true });
    await builds.run()?.ended;
    expect(build.isCancelled()).toBe(true);
    expect(newest()).toMatchObject({ state: 'cancelled', stopping: false, error: null });
    await builds.clear();
    expect(newest()).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('shows why it could not even begin', async () => {
    const { builds, newest } = await world();
    const job = () => Promise.reject(new AppError('project-changed', { file: 'x', folder: 'y' }));
    await builds.start({ host: null, place: 'here', of: null, job }, false);
    await builds.run()?.ended;
    expect(newest()).toMatchObject({ state: 'failed', error: { code: 'project-changed', derivation: null } });
  });

  it('keeps an image that is done until the end of the program', async () => {
    const { builds, build, start, folder } = await world();
    await start();
    build.tell(DONE);
    await builds.run()?.ended;
    await builds.clear();
    expect(await readdir(folder)).toHaveLength(1);
    await builds.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('estimates by its plan', async () => {
    const { builds, build, start, newest } = await world(scriptedBuild(90_000));
    await start();
    build.tell({ type: 'plan', plan: { toBuild: 3, toFetch: 0, downloadBytes: 0, unpackedBytes: 0 } });
    await until('an estimate', () => newest()?.estimateMs === 90_000);
    build.tell(DONE);
    await builds.run()?.ended;
  });

  it('tells of what ticks four times a second at most, and of a phase at once', async () => {
    const { builds, build, start, told } = await world();
    await start();
    const before = told.length;
    for (let line = 0; line < 300; line++) build.tell(log(`line ${line}`));
    await until('the log', () => builds.run()?.log.end() === 300);
    expect(told.length - before).toBeLessThanOrEqual(1);
    build.tell({ type: 'plan', plan: { toBuild: 1, toFetch: 0, downloadBytes: 0, unpackedBytes: 0 } });
    await until('the phase', () => told.at(-1)?.phases[0]?.state === 'done', 200);
    build.tell(DONE);
    await builds.run()?.ended;
    expect(told.at(-1)?.logLines).toBe(300);
  });
});

describe('its log', () => {
  async function failedBuild() {
    const made = await world();
    await made.start();
    made.build.tell(
      log('making', 'other-1'),
      log('CC a.o', 'broken-1'),
      log('between', 'other-1'),
      log('a.c:1: error: no', 'broken-1'),
      log('make: *** [all] Error 1', 'broken-1'),
      { type: 'message', level: 'error', text: 'builder failed\nlast lines' },
      { type: 'failed-log', derivation: drv('broken-1'), lines: ['CC a.o', 'a.c:1: error: no'] },
      {
        type: 'failed',
        error: new AppError('build-failed', { cause: 'builder-failed', derivation: drv('broken-1'), place: null }),
      },
    );
    await made.builds.run()?.ended;
    return made;
  }

  it('opens a failure at its first error line', async () => {
    const { builds, newest } = await failedBuild();
    const handlers = handlersOf(builds);
    expect(await handlers['build.failedLog'](undefined)).toEqual({
      derivation: 'broken-1',
      lines: ['CC a.o', 'a.c:1: error: no', 'make: *** [all] Error 1'],
      before: 0,
      firstError: 1,
    });
    expect(newest()?.error).toMatchObject({ derivation: 'broken-1', logStart: 3 });
    const page = await handlers['build.log']({ from: 3, count: 3 });
    expect(page.lines.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'log a.c:1: error: no',
      'log make: *** [all] Error 1',
      'error builder failed',
    ]);
  });

  it('is the end that Nix gives where nothing was heard', async () => {
    const { builds, build, start } = await world();
    await start();
    const error = new AppError('build-failed', { derivation: drv('broken-1') });
    build.tell(
      { type: 'failed-log', derivation: drv('broken-1'), lines: ['a', 'error: b'] },
      { type: 'failed', error },
    );
    await builds.run()?.ended;
    expect(builds.run()?.failedLog()).toMatchObject({ lines: ['a', 'error: b'], firstError: 1 });
  });

  it('is copied and saved whole', async () => {
    const { builds, folder } = await failedBuild();
    const to = join(folder, 'saved.log');
    const copied: string[] = [];
    const handlers = handlersOf(builds, to, copied);
    expect(await handlers['build.copyLog']({ of: 'all' })).toEqual({ lines: 7 });
    expect(await handlers['build.copyLog']({ of: 'failed' })).toEqual({ lines: 3 });
    expect(copied[1]).toBe('CC a.o\na.c:1: error: no\nmake: *** [all] Error 1');
    expect(await handlers['build.saveLog'](undefined)).toBe(true);
    expect(await readFile(to, 'utf8')).toBe(`${copied[0]}\n`);
    expect(copied[0]).toContain('broken-1> a.c:1: error: no\n');
    expect(copied[0]).toContain('error: last lines');
  });

  it('is not saved where no file was chosen, and a folder that is not there is told', async () => {
    const { builds, folder } = await failedBuild();
    expect(await handlersOf(builds, null)['build.saveLog'](undefined)).toBe(false);
    const nowhere = handlersOf(builds, join(folder, 'none', 'x.log'));
    await expect(nowhere['build.saveLog'](undefined)).rejects.toMatchObject({
      code: 'log-unsaved',
      facts: { reason: 'ENOENT' },
    });
  });

  it('is readable for this person only while it lies there', async () => {
    const { folder } = await failedBuild();
    const [work = ''] = await readdir(folder);
    const { mode } = await stat(join(folder, work, 'build.log'));
    expect(mode & 0o077).toBe(0);
  });
});

/** The processor time of this process in ms between two turns of its loop, again and again: waiting for a busy computer counts not. */
function watchTurns(): () => readonly number[] {
  const turns: number[] = [];
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    turns.push((user + system) / 1000);
  }, 1);
  return () => {
    clearInterval(timer);
    return turns.sort((a, b) => a - b);
  };
}

describe('a flood of lines', () => {
  it('leaves main free for everything else', async () => {
    const { builds, build, start } = await world();
    await start();
    const handlers = handlersOf(builds);
    let lines = 0;
    const flood = (count: number): void => {
      for (const end = lines + count; lines < end; lines++) build.tell(log(`  CC      drivers/net/file-${lines}.o`));
    };
    for (let part = 0; part < 40; part++) {
      flood(5000);
      await until('all lines', () => builds.run()?.log.end() === lines);
    }
    const turns = watchTurns();
    // 2,000 a second, as a chunk each 50 ms, and somebody who searches all of it and reads on at the same time.
    for (let tick = 0; tick < 40; tick++) {
      flood(100);
      void handlers['build.search']({ text: 'file-77', from: 0 });
      await handlers['build.log']({ from: lines - 200, count: 200 });
      await sleep(50);
    }
    const measured = turns();
    await until('all lines', () => builds.run()?.log.end() === lines);
    expect(measured.length).toBeGreaterThan(100);
    // Nobody notices 20 ms.
    expect(measured[Math.floor(measured.length * 0.99)]).toBeLessThan(20);
    build.tell(DONE);
    await builds.run()?.ended;
  });
});
