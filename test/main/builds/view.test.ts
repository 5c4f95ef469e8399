import { describe, expect, it } from 'vitest';
import { buildViewSchema, type BuildView } from '../../../src/contract/window/build.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { BuildEvent, BuildProgress } from '../../../src/core/nix/events.ts';
import { endedBuild, reduceBuild, startedBuild, type BuildState } from '../../../src/main/builds/view.ts';

const START = { id: 'b1', host: 'greenhouse', place: 'host:ada@forge', startedAt: 1000 };
const PLAN = { toBuild: 3, toFetch: 2, downloadBytes: 500, unpackedBytes: 900 };
const drv = (name: string): string => `/nix/store/${'a'.repeat(32)}-${name}.drv`;

function progress(changes: Partial<BuildProgress>): BuildEvent {
  const none = {
    builds: { done: 0, expected: 3, running: 0, failed: 0 },
    fetches: { done: 0, expected: 2 },
    downloads: { bytes: 0, expectedBytes: 0 },
    running: [],
    plan: PLAN,
  };
  return { type: 'progress', progress: { ...none, ...changes } };
}

function after(events: readonly (readonly [atMs: number, event: BuildEvent])[]): BuildState {
  return events.reduce((state, [at, event]) => reduceBuild(state, event, at), startedBuild(START));
}

const phases = (view: BuildView): string => view.phases.map(({ state }) => state).join(' ');
const running = (...names: readonly string[]) =>
  names.map((name) => ({ derivation: drv(name), machine: null, phase: 'buildPhase', lines: [] }));

describe('the view of a build', () => {
  it('begins with reading the flake', () => {
    const { view } = startedBuild(START);
    expect(phases(view)).toBe('running waiting waiting waiting');
    expect(buildViewSchema.parse(view)).toEqual(view);
  });

  it('goes through its phases as Nix counts', () => {
    const steps: [BuildEvent, string][] = [
      [{ type: 'plan', plan: PLAN }, 'done waiting waiting waiting'],
      [progress({ fetches: { done: 1, expected: 2 } }), 'done running waiting waiting'],
      [
        progress({ fetches: { done: 1, expected: 2 }, builds: { done: 0, expected: 3, running: 1, failed: 0 } }),
        'done running running waiting',
      ],
      [
        progress({ fetches: { done: 2, expected: 2 }, builds: { done: 1, expected: 3, running: 1, failed: 0 } }),
        'done done running waiting',
      ],
      // Two of three are there: what is left is the image itself.
      [
        progress({ fetches: { done: 2, expected: 2 }, builds: { done: 2, expected: 3, running: 1, failed: 0 } }),
        'done done done running',
      ],
    ];
    let state = startedBuild(START);
    for (const [index, [event, expected]] of steps.entries()) {
      state = reduceBuild(state, event, 2000 + index);
      expect(phases(state.view)).toBe(expected);
      expect(buildViewSchema.safeParse(state.view).success).toBe(true);
    }
    expect(state.view.phases[0]).toMatchObject({ startedAt: 1000, endedAt: 2000 });
    const result = { image: 'a'.repeat(32), bytes: 5, name: 'pi.img.zst' };
    expect(phases(endedBuild(state.view, { state: 'done', result }, 9000))).toBe('done done done done');
  });

  it('is at the image as soon as a part of it is built, whatever else still is, and stays there', () => {
    const builds = { done: 5, expected: 9, running: 2, failed: 0 };
    const none = { plan: null, fetches: { done: 0, expected: 0 } };
    const both = progress({ ...none, builds, running: running('linux-6.6', 'ext4-fs.img.zst') });
    const { view } = after([[1, both]]);
    expect(phases(view)).toBe('done skipped running running');
    const between = progress({ ...none, builds: { done: 8, expected: 9, running: 0, failed: 0 } });
    const image = progress({ ...none, builds: { ...builds, done: 8, running: 1 }, running: running('nixos-pi.img') });
    const later = after([
      [1, both],
      [2, between],
      [3, image],
    ]).view;
    expect(later.phases[3]).toMatchObject({ state: 'running', startedAt: 1 });
    // A first count is no plan: more may come.
    const first = progress({
      ...none,
      builds: { done: 0, expected: 1, running: 1, failed: 0 },
      running: running('gcc'),
    });
    const more = progress({
      ...none,
      builds: { done: 0, expected: 9, running: 1, failed: 0 },
      running: running('gcc'),
    });
    expect(
      phases(
        after([
          [1, first],
          [2, more],
        ]).view,
      ),
    ).toBe('done waiting running waiting');
  });

  it('says what was not needed', () => {
    const plan = { ...PLAN, toBuild: 1, toFetch: 0 };
    const builds = { done: 0, expected: 1, running: 1, failed: 0 };
    const { view } = after([[1, progress({ plan, builds, fetches: { done: 0, expected: 0 } })]]);
    expect(phases(view)).toBe('done skipped skipped running');
    const result = { image: 'a'.repeat(32), bytes: 5, name: 'pi.img' };
    const nothing = endedBuild(startedBuild(START).view, { state: 'done', result }, 9000);
    expect(phases(nothing)).toBe('done skipped skipped skipped');
  });

  it('names at most eight that run, the longest first', () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const { view } = after([
      [10, progress({ running: running('p11') })],
      [20, progress({ running: running(...names) })],
      [30, progress({ running: running(...names.slice(1)) })],
    ]);
    expect(view.running).toHaveLength(8);
    expect(view.running[0]).toEqual({ name: 'p11', machine: null, phase: 'buildPhase', since: 10 });
    expect(view.running.slice(1).every(({ since }) => since === 20)).toBe(true);
  });

  it('tells a note once, and of many the newest', () => {
    const note = (place: string): BuildEvent => ({ type: 'note', code: 'job-stopping', facts: { place } });
    const many = Array.from({ length: 30 }, (_, index): [number, BuildEvent] => [index, note(`m${index}`)]);
    const { view } = after([...many, [40, note('m29')], [41, note('m29')]]);
    expect(view.notes).toHaveLength(20);
    expect(view.notes.filter(({ facts }) => facts.place === 'm29')).toHaveLength(1);
  });

  it('fails in the phase that ran last, with the name that people know', () => {
    const builds = { done: 1, expected: 3, running: 1, failed: 0 };
    const { view } = after([[1, progress({ builds, fetches: { done: 1, expected: 2 }, running: running('x') })]]);
    const error = new AppError('build-failed', { cause: 'builder-failed', derivation: drv('broken-1.0') });
    const ended = endedBuild(view, { state: 'failed', error, logStart: 7 }, 50);
    expect(phases(ended)).toBe('done waiting failed waiting');
    expect(ended).toMatchObject({ state: 'failed', endedAt: 50, running: [] });
    expect(ended.error).toMatchObject({ derivation: 'broken-1.0', logStart: 7 });
    expect(buildViewSchema.safeParse(ended).success).toBe(true);
  });

  it('is the same object after what only the log shows', () => {
    const state = startedBuild(START);
    expect(reduceBuild(state, { type: 'log', derivation: drv('x'), line: 'CC a.o' }, 5)).toBe(state);
  });
});
