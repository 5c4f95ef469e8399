import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of the process that asks; Electron adds the last three to Node's own. */
export interface HostProcess {
  readonly execPath: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly versions: { readonly electron?: string };
  /** True in a checkout, where the app is not packaged. */
  readonly defaultApp?: boolean;
  readonly resourcesPath?: string;
}

/**
 * The plain Node for the children that do not run inside Electron: the writer, and etcher-sdk's scanner. In a plain Node
 * that is the running one. In a checkout's window it is the one that has started the window (NIXBERRY_NODE), in the
 * packaged app the one that it ships: there the environment has no say, since this program may be started as root.
 * Throws when the window was started in another way than `npm start`.
 */
export function nodeProgram(host: HostProcess = process): string {
  if (host.versions.electron === undefined) return host.execPath;
  const { NIXBERRY_NODE: given } = host.env;
  if (host.defaultApp && given) return given;
  const shipped = join(host.resourcesPath ?? '', host.platform === 'win32' ? 'node.exe' : 'node');
  if (!host.defaultApp && existsSync(shipped)) return shipped;
  throw new Error('There is no plain Node for the writer: start the window with `npm start`');
}
