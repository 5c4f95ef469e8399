import {
  SHOWN_PHASES,
  type FlashTopic,
  type FlashTarget,
  type RateSample,
} from '../../../src/contract/window/flash.ts';
import { driveFactsSchema } from '../../../src/contract/window/drives.ts';
import { CARD } from './cards.ts';

const IMAGE_BYTES = 3_254_779_904;
const SHA256 = '0a5962dc41cbad62505113e5125c777361458f3140cb1c2d63f40d8e60d80df0';
const CARD_ID = CARD.id;
const DRIVE = driveFactsSchema.strip().parse(CARD);

/** Rates that wander as those of a card do, the same in every run. */
function samplesOf(phase: RateSample['phase'], fromMs: number, toMs: number, rate: number): RateSample[] {
  return Array.from({ length: Math.round((toMs - fromMs) / 1000) }, (_, second) => ({
    atMs: fromMs + second * 1000,
    rate: rate * (1 + 0.12 * Math.sin(second * 1.7) + 0.05 * Math.sin(second * 0.31)),
    phase,
  }));
}

const WRITING: FlashTarget = {
  id: CARD_ID,
  name: DRIVE.name,
  drive: DRIVE,
  phases: SHOWN_PHASES.map((phase) => ({ phase, state: 'waiting', bytes: 0, of: null, ms: 0 })),
  doing: 'writing',
  rate: 41_200_000,
  remainingMs: 64_000,
  limitedBy: 'drive',
  sectorBytes: 512,
  note: null,
  stalledMs: null,
  samples: samplesOf('write', 1500, 31_000, 41_000_000),
  extremes: [],
  hostKey: null,
  outcome: null,
  end: null,
};

const running = (target: FlashTarget, elapsedMs: number): FlashTopic => ({
  id: 'a-job',
  state: 'running',
  begun: true,
  onlyChanged: false,
  image: {
    name: 'greenhouse',
    host: 'greenhouse',
    user: 'ada',
    board: 'pi4',
    nixos: '26.05',
    bytes: IMAGE_BYTES,
  },
  startedAt: '2026-11-03T14:05:00.000Z',
  elapsedMs,
  questions: [],
  rewrite: null,
  waitMs: 0,
  targets: [target],
  sha256: null,
  error: null,
});

export const ASKING: FlashTopic = {
  ...running({ ...WRITING, doing: null, rate: null, remainingMs: null, limitedBy: null, samples: [] }, 0),
  state: 'asking',
  begun: false,
  onlyChanged: false,
  waitMs: 1500,
  questions: [{ id: CARD_ID, name: DRIVE.name, drive: DRIVE, warnings: CARD.verdict.warnings, typedName: null }],
};

export const WRITING_CARD: FlashTopic = running(
  {
    ...WRITING,
    phases: [
      { phase: 'check', state: 'done', bytes: 0, of: null, ms: 1500 },
      { phase: 'write', state: 'running', bytes: 1_222_000_000, of: IMAGE_BYTES, ms: 29_600 },
      ...WRITING.phases.slice(2),
    ],
  },
  31_100,
);

export const VERIFYING_CARD: FlashTopic = running(
  {
    ...WRITING,
    doing: 'verifying',
    rate: 88_400_000,
    remainingMs: 13_000,
    phases: [
      { phase: 'check', state: 'done', bytes: 0, of: null, ms: 1500 },
      { phase: 'write', state: 'done', bytes: IMAGE_BYTES, of: IMAGE_BYTES, ms: 79_300 },
      { phase: 'flush', state: 'done', bytes: 0, of: null, ms: 4100 },
      { phase: 'verify', state: 'running', bytes: 2_105_000_000, of: IMAGE_BYTES, ms: 23_800 },
      ...WRITING.phases.slice(4),
    ],
    samples: [...samplesOf('write', 1500, 81_000, 41_000_000), ...samplesOf('verify', 85_000, 109_000, 88_000_000)],
  },
  108_700,
);

/** What is right already is only read. */
export const COMPARING_CARD: FlashTopic = { ...WRITING_CARD, onlyChanged: true };

/** The card has kept a block wrong. */
export const ASKING_REWRITE: FlashTopic = {
  ...VERIFYING_CARD,
  rewrite: {
    ...{ target: WRITING.id, name: WRITING.name, firstWrong: 1_310_720_512, wrongBytes: 3, wrongBits: 9 },
  },
};

export const WRITE_FAILED: FlashTopic = {
  ...WRITING_CARD,
  state: 'failed',
  targets: WRITING_CARD.targets.map((target) => ({
    ...target,
    doing: null,
    rate: null,
    remainingMs: null,
    limitedBy: null,
    phases: target.phases.map((one) => (one.state === 'running' ? { ...one, state: 'failed' } : one)),
    end: { afterMs: 31_100, place: null },
    outcome: { kind: 'failed', code: 'drive-lost', facts: { drive: DRIVE.name }, state: 'unbootable' },
  })),
};

export const WRITTEN: FlashTopic = {
  ...VERIFYING_CARD,
  state: 'done',
  elapsedMs: 123_400,
  sha256: SHA256,
  targets: VERIFYING_CARD.targets.map((target) => ({
    ...target,
    doing: null,
    rate: null,
    remainingMs: null,
    limitedBy: null,
    phases: target.phases.map((one) => ({ ...one, state: 'done' as const })),
    hostKey: {
      host: 'greenhouse',
      fingerprint: 'SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE',
      line: 'greenhouse.local ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP7FYyLB0s+ZGlFERpG2IqwTqqB1Q9SyKszDYaewkBKh',
    },
    end: { afterMs: 123_400, place: 1 },
    outcome: {
      kind: 'done',
      bytes: IMAGE_BYTES,
      sha256: SHA256,
      verified: 'direct',
      ejected: true,
      writtenBytes: IMAGE_BYTES,
      skippedBytes: 0,
      rewritten: null,
      ms: { writing: 79_300, flushing: 4100, verifying: 36_800, total: 123_400 },
      seed: true,
    },
  })),
};

/** Of two cards one is done; the other, of an image that tells its length only at its end, is still written. */
export const WRITING_SEVERAL: FlashTopic = {
  ...WRITING_CARD,
  elapsedMs: 131_000,
  targets: [
    ...WRITTEN.targets,
    ...WRITING_CARD.targets.map((target) => ({
      ...target,
      ...{ id: 'b'.repeat(32), name: 'Generic STORAGE DEVICE', remainingMs: null },
      phases: target.phases.map((one) => ({ ...one, of: null })),
    })),
  ],
};
