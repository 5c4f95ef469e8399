import { join } from 'node:path';
import { nodeProgram, type HostProcess } from '../node-program.ts';
import { shipped } from '../shipped.ts';
import { copyForRoot } from './copy-for-root.ts';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/**
 * What starts the writer. From a checkout, and for the terminal's program, it is Node with the bundle. The packaged app has a
 * single file with Node in it: what a person authorises is then that file and nothing else, since it takes no argument and
 * loads no code (`src/writer/README.md`, "Root's rights in each package"). macOS and Windows have a writer of their own, which
 * cannot be a single file: etcher-sdk has native parts.
 */
export async function writerCommand(host: HostProcess = process): Promise<Command> {
  if (host.platform !== 'linux') return [nodeProgram(host), shipped('dist/etcher-writer.cjs')];
  const { resourcesPath } = host;
  if (host.versions.electron === undefined || host.defaultApp || resourcesPath === undefined)
    return [nodeProgram(host), shipped('dist/writer.cjs')];
  const program = join(resourcesPath, 'nixberry-writer');
  return [isOnFuse(resourcesPath, host.env) ? await copyForRoot(program) : program];
}

/** An AppImage is mounted by FUSE, and nobody but its owner may look into such a mount: not even root (fuse(8), allow_other). */
function isOnFuse(resourcesPath: string, { APPIMAGE, APPDIR }: NodeJS.ProcessEnv): boolean {
  return Boolean(APPIMAGE) && Boolean(APPDIR) && resourcesPath.startsWith(`${String(APPDIR)}/`);
}
