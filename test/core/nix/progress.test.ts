import { describe, expect, it } from 'vitest';
import { parseNixLine } from '../../../src/core/nix/line.ts';
import { reduceNix } from '../../../src/core/nix/progress.ts';
import { buildProgress, INITIAL_NIX_STATE, keptLog } from '../../../src/core/nix/state.ts';
import { logLines, stateOf } from './logs.ts';

const progressOf = (name: string) => buildProgress(stateOf(logLines(name)));

describe('the reducer on real logs', () => {
  it.each([
    ['nix-2.8/default', 2],
    ['nix-2.26/default', 3],
  ])('%s: %i derivations are built', (name, count) => {
    const builds = { done: count, expected: count, running: 0, failed: 0 };
    expect(progressOf(name)).toMatchObject({ builds, running: [] });
  });

  it('shows what is being built in the middle of it', () => {
    const lines = logLines('nix-2.26/default');
    const middle = lines.findIndex((line) => line.includes('line one of b'));
    const progress = buildProgress(stateOf(lines.slice(0, middle + 1)));
    expect(progress.builds).toEqual({ done: 1, expected: 3, running: 1, failed: 0 });
    expect(progress.running).toEqual([
      {
        derivation: '/nix/store/yq8dax4jw1fyi303ghxk53arqp1x67cm-b.drv',
        machine: null,
        phase: 'buildPhase',
        lines: ['line one of b'],
      },
    ]);
    expect(progress.plan).toEqual({ toBuild: 3, toFetch: 0, downloadBytes: 0, unpackedBytes: 0 });
  });

  it.each(['nix-2.8/fail', 'nix-2.26/fail'])('%s: counts the failure and keeps the log', (name) => {
    const state = stateOf(logLines(name));
    expect(state.builds.failed).toBe(1);
    expect(keptLog(state, '/nix/store/abw46vai3az8mxqxhg4zky2hsx9k5p1a-fail.drv')).toEqual(['doomed']);
    expect(state.errors).toHaveLength(1);
    expect(state.errors[0]?.text).toMatch(/^builder for '.*' failed with exit code 3$/);
  });

  it('substitute: counts paths; a file cache announces bytes and reports none', () => {
    const { fetches, downloads, builds } = progressOf('nix-2.26/substitute');
    expect(fetches).toEqual({ done: 3, expected: 3 });
    expect(downloads).toEqual({ bytes: 0, expectedBytes: 452 });
    expect(builds.failed).toBe(0);
  });

  it('copy: counts the bytes of copies that have ended, where no file transfer is announced', () => {
    const { fetches, downloads } = progressOf('nix-2.26/copy');
    expect(fetches).toEqual({ done: 3, expected: 3 });
    expect(downloads).toEqual({ bytes: 427, expectedBytes: 448 });
  });

  it('dry-run: the plan has the level of an error and is none', () => {
    const old = stateOf(logLines('nix-2.8/dry-run'));
    expect(old.errors).toEqual([]);
    expect(old.plan).toEqual({ toBuild: 3, toFetch: 0, downloadBytes: 0, unpackedBytes: 0 });
    const newer = stateOf(logLines('nix-2.26/dry-run'));
    expect(newer.errors).toEqual([]);
    expect(newer.plan).toEqual({ toBuild: 2, toFetch: 1, downloadBytes: 0, unpackedBytes: 0 });
  });

  it('never counts more done than expected', () => {
    for (const name of ['nix-2.8/default', 'nix-2.26/default', 'nix-2.26/substitute', 'nix-2.26/copy']) {
      let state = INITIAL_NIX_STATE;
      for (const line of logLines(name)) {
        state = reduceNix(state, parseNixLine(line));
        const { builds, fetches, downloads } = buildProgress(state);
        expect(builds.done).toBeLessThanOrEqual(builds.expected);
        expect(fetches.done).toBeLessThanOrEqual(fetches.expected);
        expect(downloads.bytes).toBeLessThanOrEqual(downloads.expectedBytes);
      }
    }
  });

  it('keeps the last lines of a long log only', () => {
    const build =
      '@nix {"action":"start","id":1,"level":3,"text":"","type":105,"fields":["/nix/store/x.drv","ssh://pi",1,1]}';
    const lines = Array.from(
      { length: 500 },
      (_, index) => `@nix {"action":"result","id":1,"type":101,"fields":["${index}"]}`,
    );
    const [running] = buildProgress(stateOf([build, ...lines])).running;
    expect(running?.machine).toBe('ssh://pi');
    expect(running?.lines).toHaveLength(40);
    expect(running?.lines.at(-1)).toBe('499');
  });
});
