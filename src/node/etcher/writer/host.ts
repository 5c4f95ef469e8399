import type { Drive } from '../../../core/drives/drive.ts';
import type { DriveAccess } from '../../../core/drives/judge.ts';
import { AppError, toAppError } from '../../../core/errors/app-error.ts';
import { createDeferred } from '../../../core/jobs/deferred.ts';
import type { AbortSwitch } from '../../../writer/abort.ts';
import { assertAllowed } from '../../../writer/allow.ts';
import { causeOf, errnoOf } from '../../../writer/causes.ts';
import { createDevice } from '../../../writer/device.ts';
import type { DriveHost } from '../../../writer/drive-host.ts';
import type { Engine } from './engine.ts';

/** etcher-sdk tries to open a busy drive for some twenty minutes. */
const OPEN_MS = 60_000;

/** What differs between macOS and Windows, and what a test gives in their place. */
export interface Computer {
  /** This process has an administrator's rights. */
  readonly root: boolean;
  /** The drive as it is now; null when it is not there. */
  readonly inspect: (device: string) => Promise<Drive | null>;
  /** Unmounts all of a drive, not by force. Throws AppError `mount-busy`. */
  readonly unmount: (drive: Drive) => Promise<void>;
  /** Opening a drive to write it takes its partitions off, and with them what is still mounted. */
  readonly openErases: boolean;
  readonly open: (drive: Drive, access: DriveAccess) => Promise<Engine>;
  /** Reads come from the medium, and from no cache of this computer. */
  readonly direct: boolean;
  /** Lets a drive go. Returns whether it did. */
  readonly eject: (device: string) => Promise<boolean>;
}

/** The writer's drives where etcher-sdk opens them: facts by drivelist, judged by the same rules as on Linux. */
export function etcherHost(computer: Computer): DriveHost {
  const check: DriveHost['check'] = async (target, image, access = 'write') =>
    assertAllowed({ ...target, access }, image, await computer.inspect(target.path));

  return {
    root: computer.root,
    openErases: computer.openErases,
    check,
    unmount: async (drive) => {
      const paths = drive.mounts.filter(({ forPerson }) => forPerson).map(({ path }) => path);
      if (paths.length > 0) await computer.unmount(drive);
      return paths;
    },
    open: async (target, image, abort, access = 'write') => {
      abort.check();
      const drive = await check(target, image, access);
      const [mount] = drive.mounts;
      if (mount && access === 'write' && !computer.openErases) throw mountBusy(drive, mount.path);
      const engine = await openInTime(drive, () => computer.open(drive, access), abort);
      try {
        // Whatever has happened between: it is still the drive that the person said yes to.
        const { bytes, logicalBlockBytes: sectorBytes } = await check(target, image, access);
        return createDevice(
          { path: target.path, fd: engine.fd, bytes, sectorBytes, direct: computer.direct, isFile: false },
          abort,
          engine,
        );
      } catch (thrown) {
        await engine.close();
        throw thrown;
      }
    },
    letGo: async (target, wanted) => {
      if (!wanted) return false;
      const drive = await computer.inspect(target.path).catch(() => null);
      // Pulled out already, and perhaps another one has its name by now: that one is not ours to touch.
      if (drive?.bytes !== target.bytes || drive.serial !== target.serial) return false;
      return computer.eject(target.path);
    },
  };
}

/** Somebody has it open. Who, these systems do not tell. */
export function mountBusy({ device }: Drive, mount: string, detail = ''): AppError {
  return new AppError('mount-busy', { device, mount, holder: '', pid: 0, others: 0, detail });
}

/** A drive that opens after all when nobody waits any more is closed again. */
async function openInTime({ device }: Drive, open: () => Promise<Engine>, abort: AbortSwitch): Promise<Engine> {
  const late = createDeferred<never>();
  late.promise.catch(() => undefined);
  const timer = setTimeout(() => late.reject(new AppError('drive-in-use', { device })), OPEN_MS);
  void abort.thrown.then(() => late.reject(new AppError('cancelled')));
  const opening = open();
  try {
    return await Promise.race([opening, late.promise]);
  } catch (thrown) {
    opening.then(
      (engine) => engine.close(),
      () => undefined,
    );
    // diskpart and the unmounting have words and no number.
    throw errnoOf(thrown) === 'unknown' ? toAppError(thrown) : causeOf(thrown, device, 'open', null);
  } finally {
    clearTimeout(timer);
  }
}
