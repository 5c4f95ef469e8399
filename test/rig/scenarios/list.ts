import type { Scenario } from '../scenario.ts';
import { ejectStick } from './eject-stick.ts';
import { flashMountedStick } from './flash-mounted-stick.ts';
import { flashSdCard } from './flash-sd-card.ts';
import { listDrives } from './list-drives.ts';
import { refuseBusyMount } from './refuse-busy-mount.ts';
import { refuseLocked } from './refuse-locked.ts';
import { refuseSystemMount } from './refuse-system-mount.ts';
import { refuseUsed } from './refuse-used.ts';
import { seedFirstBoot } from './seed-first-boot.ts';
import { unplugWhileWriting } from './unplug-while-writing.ts';

/** All scenarios, in the order in which they run. A new one: a file here and a line in this array. */
export const SCENARIOS: readonly Scenario[] = [
  listDrives,
  flashMountedStick,
  ejectStick,
  flashSdCard,
  refuseBusyMount,
  refuseSystemMount,
  ...refuseUsed,
  refuseLocked,
  unplugWhileWriting,
  seedFirstBoot,
];
