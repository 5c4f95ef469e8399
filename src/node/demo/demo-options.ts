import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { NixConfig } from '../../core/nix/config.ts';

/** What the shell of a Debian or Ubuntu needs beside itself: its loader and libraries. */
const SHELL_NEEDS = ['/bin/sh', '/lib', '/lib64'];

/**
 * The options with which Nix can build the demo here, on settings that are not made for it:
 * no cache is asked; a sandbox without a shell (Debian's Nix 2.8) gets this computer's, which Nix heeds from a trusted
 * user only; and root without the build users that an installer would have made builds as itself.
 */
export async function demoOptions(config: NixConfig | null): Promise<readonly string[]> {
  const options = ['--option', 'substituters', ''];
  if (config === null) return options;
  // Only into an empty list: where /bin is mounted already, Nix would empty the file below it to mount ours over it.
  if (config.sandbox && config.sandboxPaths.length === 0)
    options.push('--option', 'extra-sandbox-paths', sandboxShell().join(' '));
  if (process.getuid?.() === 0 && config.buildUsersGroup !== '' && !(await hasGroup(config.buildUsersGroup)))
    options.push('--option', 'build-users-group', '');
  return options;
}

function sandboxShell(): readonly string[] {
  return SHELL_NEEDS.filter((path) => existsSync(path)).map((path) => `${path}=${realpathSync(path)}`);
}

async function hasGroup(name: string): Promise<boolean> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  return groups.split('\n').some((line) => line.startsWith(`${name}:`));
}
