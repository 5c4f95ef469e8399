import { join } from 'node:path';
import { execa } from 'execa';
import { runProgram, UNMOUNT_TIMEOUT_MS } from '../../../writer/programs.ts';
import { drivelistPlatform } from '../../drives/drivelist-platform.ts';
import { openBlockDevice } from './engine.ts';
import { mountBusy, type Computer } from './host.ts';

const RIGHTS_MS = 10_000;

/** This computer. Throws on Linux, whose writer is another one. */
export async function thisComputer(platform = process.platform): Promise<Computer> {
  switch (platform) {
    case 'darwin':
      return mac;
    case 'win32':
      keepToSystemPrograms();
      return { ...windows, root: await isElevated() };
    default:
      throw new Error(`${platform} has a writer of its own`);
  }
}

const mac: Computer = {
  root: process.getuid?.() === 0,
  inspect: drivelistPlatform.inspect,
  unmount: async (drive) => {
    const { ok, stderr } = await runProgram('diskutil', ['unmountDisk', drive.device], {
      timeoutMs: UNMOUNT_TIMEOUT_MS,
    });
    if (!ok) throw mountBusy(drive, drive.mounts[0]?.path ?? drive.device, stderr);
  },
  openErases: false,
  // /dev/rdisk4: past the cache of /dev/disk4, and many times as fast.
  open: (drive, access) => openBlockDevice(drive, drive.device.replace(/^\/dev\//, '/dev/r'), access),
  direct: true,
  eject: async (device) => (await runProgram('diskutil', ['eject', device])).ok,
};

const windows: Omit<Computer, 'root'> = {
  inspect: drivelistPlatform.inspect,
  // diskpart's `clean`, when it is opened, takes the volumes off; there is no gentle way to do so from here.
  unmount: () => Promise.resolve(),
  openErases: true,
  open: (drive, access) => openBlockDevice(drive, drive.device, access),
  // A physical drive is said to be read past the cache; nobody has measured it.
  direct: false,
  eject: () => Promise.resolve(false),
};

/** etcher-sdk starts diskpart by its name, and Windows looks for that in the present folder first. */
function keepToSystemPrograms(): void {
  process.chdir(systemFolder());
  process.env.PATH = systemFolder();
}

function systemFolder(): string {
  return join(process.env.SystemRoot ?? 'C:\\Windows', 'System32');
}

/** fltmc lists the filters of file systems, which Windows shows to administrators alone. */
async function isElevated(): Promise<boolean> {
  const { exitCode } = await execa(join(systemFolder(), 'fltmc.exe'), [], {
    timeout: RIGHTS_MS,
    stdio: 'ignore',
    reject: false,
  });
  return exitCode === 0;
}
