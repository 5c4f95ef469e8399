import type { Scenario } from '../scenario.ts';
import { at8MegabytesPerSecond } from './at-8-mb-s.ts';
import { badSectors } from './bad-sector.ts';
import { bitFlips } from './bit-flip.ts';
import { counterfeits } from './counterfeit.ts';
import { ejectStick } from './eject-stick.ts';
import { flashMountedStick } from './flash-mounted-stick.ts';
import { flashSdCard } from './flash-sd-card.ts';
import { flashThenBoot } from './flash-then-boot.ts';
import { geometry } from './geometry.ts';
import { hangsThatEnd } from './hang.ts';
import { hotPlug } from './hot-plug.ts';
import { killedPrograms } from './kill-program.ts';
import { listDrives } from './list-drives.ts';
import { lockedMidway } from './locked.ts';
import { knownDrive, onlyChangedCut } from './only-changed.ts';
import { powerCut } from './power-cut.ts';
import { refuseBusyMount } from './refuse-busy-mount.ts';
import { refuseLocked } from './refuse-locked.ts';
import { refuseOverlayLayer } from './refuse-overlay-layer.ts';
import { refuseRoot } from './refuse-root.ts';
import { refuseSystemMount } from './refuse-system-mount.ts';
import { refuseUsed } from './refuse-used.ts';
import { sdCardsTakenOut } from './sd-card-taken-out.ts';
import { seedFirstBoot } from './seed-first-boot.ts';
import { severalOneFails } from './several-one-fails.ts';
import { severalOneLate } from './several-one-late.ts';
import { stallsOf20Seconds } from './stall.ts';
import { swapped } from './swapped.ts';
import { turnsSlow } from './turns-slow.ts';
import { twins } from './twins.ts';
import { unplugged } from './unplug.ts';
import { writeErrorsMidway } from './write-errors-midway.ts';

/** All scenarios, in the order in which they run. A new one: a file here and a line in this array. */
export const SCENARIOS: readonly Scenario[] = [
  listDrives,
  hotPlug,
  twins,
  ...swapped,
  flashMountedStick,
  ejectStick,
  flashSdCard,
  ...sdCardsTakenOut,
  refuseBusyMount,
  refuseSystemMount,
  refuseOverlayLayer,
  ...refuseUsed,
  refuseLocked,
  ...geometry,
  ...unplugged,
  ...badSectors,
  writeErrorsMidway,
  ...lockedMidway,
  ...bitFlips,
  ...severalOneFails,
  ...severalOneLate,
  ...counterfeits,
  knownDrive,
  at8MegabytesPerSecond,
  ...turnsSlow,
  ...stallsOf20Seconds,
  ...hangsThatEnd,
  ...killedPrograms,
  seedFirstBoot,
  flashThenBoot,
  // Each in a guest of its own, the longest first: at the end two of them run side by side.
  powerCut,
  onlyChangedCut,
  refuseRoot,
];
