import type { BuildPhase, BuildPhaseName, BuildView } from '../../../src/contract/window/build.ts';

/** When every build here began; the page shows it as the time that has gone since. */
const STARTED_MS = Date.now() - 7 * 60_000;

const DERIVATION = 'linux-rpi-6.12.47';

/** The end of a kernel that does not compile. */
const FAILED_LINES = [
  '  CC      drivers/net/wireless/broadcom/brcm80211/brcmfmac/sdio.o',
  '  CC      drivers/net/wireless/broadcom/brcm80211/brcmfmac/bcmsdh.o',
  '  CC      drivers/gpu/drm/vc4/vc4_hdmi.o',
  "drivers/gpu/drm/vc4/vc4_hdmi.c: In function 'vc4_hdmi_bind':",
  "drivers/gpu/drm/vc4/vc4_hdmi.c:3318:9: error: implicit declaration of function 'vc4_hdmi_audio_start'",
  ' 3318 |         vc4_hdmi_audio_start(vc4_hdmi);',
  '      |         ^~~~~~~~~~~~~~~~~~~~',
  'make[6]: *** [scripts/Makefile.build:229: drivers/gpu/drm/vc4/vc4_hdmi.o] Error 1',
  'make[5]: *** [scripts/Makefile.build:478: drivers/gpu/drm/vc4] Error 2',
  'make[4]: *** [scripts/Makefile.build:478: drivers/gpu/drm] Error 2',
  'make[3]: *** [scripts/Makefile.build:478: drivers/gpu] Error 2',
  'make[2]: *** [scripts/Makefile.build:478: drivers] Error 2',
  'make[1]: *** [Makefile:1946: .] Error 2',
  'make: *** [Makefile:224: __sub-make] Error 2',
];

/** Half-way through a kernel. */
export const BUILDING: BuildView = {
  id: 'a-build',
  state: 'running',
  outdated: false,
  stopping: false,
  host: 'greenhouse',
  place: 'here',
  system: 'x86_64-linux',
  startedAt: STARTED_MS,
  endedAt: null,
  how: 'cross',
  why: 'cross-only',
  phases: [
    phase('evaluate', 'done', 0, 21_000),
    phase('download', 'done', 21_000, 95_000),
    phase('build', 'running', 95_000, null),
    phase('image', 'waiting', null, null),
  ],
  builds: { done: 37, expected: 112, running: 2, failed: 0 },
  fetches: { done: 412, expected: 412 },
  downloads: { bytes: 821_000_000, expectedBytes: 821_000_000 },
  running: [
    { name: 'linux-rpi-6.12.47', machine: null, phase: 'buildPhase', since: STARTED_MS + 120_000 },
    { name: 'perl-5.40.0', machine: null, phase: 'configurePhase', since: STARTED_MS + 395_000 },
  ],
  plan: null,
  estimateMs: 26 * 60_000,
  logLines: 0,
  notes: [],
  error: null,
  result: null,
};

/** Ended by a derivation that could not be built. */
export const BUILD_FAILED: BuildView = {
  ...BUILDING,
  state: 'failed',
  endedAt: STARTED_MS + 380_000,
  phases: [
    ...BUILDING.phases.slice(0, 2),
    phase('build', 'failed', 95_000, 380_000),
    phase('image', 'waiting', null, null),
  ],
  builds: { done: 37, expected: 112, running: 0, failed: 1 },
  running: [],
  error: {
    code: 'build-failed',
    facts: { cause: 'builder-failed', derivation: DERIVATION, exit: 2 },
    derivation: DERIVATION,
    logStart: 0,
  },
  logLines: FAILED_LINES.length,
};

/** What main would answer of its log. */
export const FAILED_LOG = {
  'build.failedLog': { derivation: DERIVATION, lines: FAILED_LINES, before: 41_208, firstError: 4 },
  'build.log': {
    first: 0,
    kept: 0,
    lines: FAILED_LINES.map((text) => ({ derivation: DERIVATION, text, kind: 'log' as const })),
  },
} as const;

export const BUILT: BuildView = {
  ...BUILDING,
  state: 'done',
  endedAt: STARTED_MS + 412_000,
  phases: [
    ...BUILDING.phases.slice(0, 2),
    phase('build', 'done', 95_000, 390_000),
    phase('image', 'done', 390_000, 412_000),
  ],
  builds: { done: 112, expected: 112, running: 0, failed: 0 },
  running: [],
  result: { image: 'd'.repeat(32), bytes: 3_254_779_904, name: 'greenhouse' },
};

function phase(name: BuildPhaseName, state: BuildPhase['state'], from: number | null, to: number | null): BuildPhase {
  return {
    phase: name,
    state,
    startedAt: from === null ? null : STARTED_MS + from,
    endedAt: to === null ? null : STARTED_MS + to,
  };
}
