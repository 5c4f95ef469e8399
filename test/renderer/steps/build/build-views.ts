import type { BuildView } from '../../../../src/contract/window/build.ts';

/** A build in its middle. */
export const RUNNING: BuildView = {
  id: 'b1',
  state: 'running',
  outdated: false,
  stopping: false,
  host: 'greenhouse',
  place: 'host:ada@forge',
  system: 'aarch64-linux',
  startedAt: Date.now() - 188_000,
  endedAt: null,
  how: 'native',
  why: 'native-itself',
  phases: [
    { phase: 'evaluate', state: 'done', startedAt: 0, endedAt: 4000 },
    { phase: 'download', state: 'done', startedAt: 4000, endedAt: 76_000 },
    { phase: 'build', state: 'running', startedAt: 76_000, endedAt: null },
    { phase: 'image', state: 'waiting', startedAt: null, endedAt: null },
  ],
  builds: { done: 37, expected: 112, running: 2, failed: 0 },
  fetches: { done: 748, expected: 748 },
  downloads: { bytes: 915e6, expectedBytes: 915e6 },
  running: [
    { name: 'uboot-rpi_4', machine: null, phase: 'buildPhase', since: Date.now() - 102_000 },
    { name: 'linux-6.18', machine: null, phase: 'strangePhase', since: Date.now() - 6000 },
  ],
  plan: null,
  estimateMs: 368_000,
  logLines: 0,
  notes: [],
  error: null,
  result: null,
};

export const FAILED: BuildView = {
  ...RUNNING,
  state: 'failed',
  endedAt: Date.now(),
  running: [],
  logLines: 3,
  error: {
    code: 'build-failed',
    facts: { cause: 'builder-failed', derivation: 'broken-1', exit: '2', place: null },
    derivation: 'broken-1',
    logStart: 1,
  },
};

export const DONE: BuildView = {
  ...RUNNING,
  state: 'done',
  endedAt: RUNNING.startedAt + 600_000,
  running: [],
  result: { image: 'a'.repeat(32), bytes: 1_234_000_000, name: 'greenhouse.img.zst' },
};
