import { realpath } from 'node:fs/promises';
import type { Drive } from '../../core/drives/drive.ts';
import { isOffered } from '../../core/drives/offered.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { DrivesPort } from '../../core/ports.ts';
import { finishUsbBoot, followUsbBoot } from '../etcher/usb-boot.ts';
import { drivelistPlatform } from './drivelist-platform.ts';
import { linuxPlatform } from './linux-platform.ts';
import type { DrivesPlatform } from './platform.ts';
import { watchList } from './watch.ts';

export interface ListOptions {
  /** Also what nobody would write a card to: virtual devices, optical drives, empty readers. */
  readonly all: boolean;
  /** Start Compute Modules and Zeros that wait on USB, so that they become drives. */
  readonly usbBoot: boolean;
}

export interface Drives extends DrivesPort {
  /** The drives now. With `usbBoot` it takes as long as a board that is found needs to start. */
  list(options: ListOptions, signal?: AbortSignal): Promise<readonly Drive[]>;
  /** The drives now, and again whenever something about them has changed, until `signal` is aborted. */
  watch(options: ListOptions, signal: AbortSignal): AsyncGenerator<readonly Drive[], void, undefined>;
}

/** The drives of this computer. */
export function createDrives(platform: DrivesPlatform = hostPlatform()): Drives {
  const listNow = async ({ all }: ListOptions): Promise<readonly Drive[]> =>
    (await platform.listAll()).filter((drive) => all || isOffered(drive));
  return {
    inspect: async (device) => {
      const drive = await platform.inspect(await realDevice(device));
      if (!drive) throw new AppError('target-not-found', { device });
      return drive;
    },
    list: async (options, signal) => {
      const starting = options.usbBoot ? await finishUsbBoot(signal) : [];
      return [...(await listNow(options)), ...starting];
    },
    watch: (options, signal) => {
      let starting: readonly Drive[] = [];
      const followed = async (ring: () => void, stop: AbortSignal): Promise<void> => {
        for await (const drives of followUsbBoot(stop)) {
          starting = drives;
          ring();
        }
      };
      return watchList(
        {
          list: async () => [...(await listNow(options)), ...starting],
          fingerprint: platform.fingerprint,
          ...(options.usbBoot ? { also: followed } : {}),
        },
        signal,
      );
    },
  };
}

function hostPlatform(): DrivesPlatform {
  return process.platform === 'linux' ? linuxPlatform : drivelistPlatform;
}

/** The node behind links such as /dev/disk/by-id/...; Windows' `\\.\PhysicalDrive1` is no path of a file. */
async function realDevice(device: string): Promise<string> {
  if (!device.startsWith('/')) return device;
  try {
    return await realpath(device);
  } catch (error) {
    throw new AppError('target-not-found', { device }, { cause: error });
  }
}
