import type { DrivesTopic, WindowDrive } from '../../../../src/contract/window/drives.ts';
import { SHOWN_PHASES, type FlashTarget, type FlashTopic } from '../../../../src/contract/window/flash.ts';
import type { ChosenImage } from '../../../../src/contract/window/images.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';
import { DEFAULT_PREFERENCES, type Preferences } from '../../../../src/contract/window/preferences.ts';

export const PREFERENCES: Preferences = DEFAULT_PREFERENCES;

export const NO_SECRETS: SecretsKept = { passwords: [], wifi: [], tailscaleKeys: [], remember: 'off' };

export function idOf(digit: string): string {
  return digit.repeat(32);
}

export const EMPTY: WindowDrive['content'] = {
  ...{ known: true, fsType: null, label: null, usedBytes: null },
  ...{ partitions: [], mounts: [], uses: [], card: null },
};

export function aWindowDrive(digit: string, change: Partial<WindowDrive> = {}): WindowDrive {
  return {
    id: idOf(digit),
    name: `Stick ${digit}`,
    kernelName: `sd${digit}`,
    bytes: 31_900_000_000,
    bus: 'usb',
    kind: 'disk',
    serial: `serial-${digit}`,
    removable: true,
    content: EMPTY,
    look: { state: 'no', error: null },
    verdict: { refusals: [], warnings: [], heldAsLarge: false, typedName: false },
    ...change,
  };
}

export function drivesTopic(change: Partial<DrivesTopic> = {}): DrivesTopic {
  return {
    ...{ state: 'ok', error: null, drives: [], hidden: 0, cards: [], chosen: [], largeAllowed: false },
    ...change,
  };
}

export const IMAGE: ChosenImage = {
  id: idOf('f'),
  kind: 'built',
  name: 'greenhouse',
  shown: '~/greenhouse.img',
  bytes: 3_220_000_000,
  givenBytes: 1_000_000_000,
  format: 'zstd',
  host: 'greenhouse',
  nixos: '26.05',
  board: 'pi4',
  seed: 'takes',
  needs: null,
};

export function aTarget(change: Partial<FlashTarget> = {}): FlashTarget {
  return {
    id: idOf('a'),
    name: 'Stick a',
    drive: null,
    phases: SHOWN_PHASES.map((phase) => ({ phase, state: 'waiting', bytes: 0, of: null, ms: 0 })),
    ...{ doing: null, rate: null, remainingMs: null, limitedBy: null, sectorBytes: null, note: null, stalledMs: null },
    ...{ samples: [], extremes: [], hostKey: null, outcome: null, end: null },
    ...change,
  };
}

export function flashTopic(change: Partial<FlashTopic> = {}): FlashTopic {
  return {
    ...{
      id: 'job',
      state: 'running',
      begun: true,
      onlyChanged: false,
      startedAt: '2026-11-22T14:51:00.000Z',
      elapsedMs: 5000,
    },
    image: { name: 'greenhouse', host: 'greenhouse', user: 'ada', board: 'pi4', nixos: '26.05', bytes: 3_220_000_000 },
    ...{ questions: [], rewrite: null, waitMs: 0, targets: [aTarget()], sha256: null, error: null },
    ...change,
  };
}
