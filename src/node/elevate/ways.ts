import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findShipped } from '../shipped.ts';
import type { Command } from './writer-command.ts';

/** How the writer gets root's rights on this computer. */
export type Elevation =
  /** `inherited`: an administrator's, if Nixberry itself was started with them. Windows gives none over a pipe. */
  | { readonly way: 'root' | 'inherited'; readonly program: null }
  /** `askpass`: the program by which sudo asks where there is no terminal. */
  | { readonly way: 'sudo'; readonly program: string; readonly askpass?: string }
  | { readonly way: 'pkexec' | 'run0'; readonly program: string };

/** What the choice depends on; a parameter so that tests can give another computer. */
export interface ElevationEnv {
  readonly platform: NodeJS.Platform;
  readonly uid: number | null;
  readonly path: string;
  /** NixOS keeps its setuid programs there, on no matter what PATH. */
  readonly wrappers: string;
  /** A desktop session, where pkexec can show its dialog. */
  readonly hasDesktop: boolean;
  /** A terminal, where sudo can ask for the password. */
  readonly hasTerminal: boolean;
  /** What shows a dialog for sudo; null where there is none (all but macOS, where pkexec does not exist). */
  readonly askpass: string | null;
}

const WRAPPERS = '/run/wrappers/bin';

export function currentElevationEnv(): ElevationEnv {
  const { PATH = '', DISPLAY, WAYLAND_DISPLAY } = process.env;
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    path: PATH,
    wrappers: WRAPPERS,
    hasDesktop: Boolean(DISPLAY ?? WAYLAND_DISPLAY),
    hasTerminal: process.stdin.isTTY || process.stderr.isTTY,
    askpass: process.platform === 'darwin' ? findShipped('assets/macos/ask-password') : null,
  };
}

/**
 * The way to root's rights that fits: none needed as root; the dialog on a desktop, sudo in a terminal, and whatever is
 * there otherwise. Null when this computer has none of them.
 */
export function findElevation(env: ElevationEnv): Elevation | null {
  if (env.platform === 'win32') return { way: 'inherited', program: null };
  if (env.uid === 0) return { way: 'root', program: null };
  const order = env.hasDesktop || !env.hasTerminal ? PREFER_DIALOG : PREFER_TERMINAL;
  for (const way of order) {
    const program = lookUp(way, env);
    if (program === null) continue;
    return way === 'sudo' && !env.hasTerminal && env.askpass !== null
      ? { way, program, askpass: env.askpass }
      : { way, program };
  }
  return null;
}

const PREFER_DIALOG = ['pkexec', 'run0', 'sudo'] as const;
const PREFER_TERMINAL = ['sudo', 'run0', 'pkexec'] as const;

function lookUp(name: string, { wrappers, path }: ElevationEnv): string | null {
  for (const folder of [wrappers, ...path.split(delimiter)].filter((entry) => entry.startsWith('/'))) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** The argv that runs `command` as root. Never a shell: what is in a path stays in a path. */
export function elevatedCommand(elevation: Elevation, command: Command): [string, ...string[]] {
  switch (elevation.way) {
    case 'root':
    case 'inherited':
      return [...command];
    case 'pkexec':
      return [elevation.program, ...command];
    case 'sudo':
      return [elevation.program, ...sudoOptions(elevation.askpass), '--', ...command];
    case 'run0':
      // A pipe keeps stdin and stdout what they are; a new terminal would mangle the frames.
      return [elevation.program, '--pipe', '--background=', '--', ...command];
  }
}

function sudoOptions(askpass: string | undefined): readonly string[] {
  const prompt = '--prompt=[nixberry] password for %u, to write the drive: ';
  return askpass === undefined ? [prompt] : ['--askpass', prompt];
}

/** What the way needs in its environment besides what all need. */
export function elevatedEnv(elevation: Elevation): Readonly<Record<string, string>> {
  return elevation.way === 'sudo' && elevation.askpass !== undefined ? { SUDO_ASKPASS: elevation.askpass } : {};
}
