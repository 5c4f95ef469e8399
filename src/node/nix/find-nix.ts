import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

export interface NixEnv {
  readonly path: string;
  readonly home: string | null;
  readonly user: string | null;
}

export function currentNixEnv(): NixEnv {
  const { PATH = '', HOME, USER } = process.env;
  return { path: PATH, home: HOME ?? null, user: USER ?? null };
}

/**
 * The absolute path of `nix`, from PATH or from where its installers put it: a program started from a desktop often has
 * not read the shell's profile. Null when there is none.
 */
export function findNix(env: NixEnv): string | null {
  return findProgram('nix', env);
}

/** The absolute path of a program, looked for where `findNix` looks. */
export function findProgram(name: string, env: NixEnv): string | null {
  const home =
    env.home === null ? [] : [join(env.home, '.nix-profile/bin'), join(env.home, '.local/state/nix/profile/bin')];
  const user = env.user === null ? [] : [join('/etc/profiles/per-user', env.user, 'bin')];
  const usual = ['/nix/var/nix/profiles/default/bin', ...home, ...user, '/run/current-system/sw/bin'];
  for (const folder of [...env.path.split(delimiter).filter((entry) => isAbsolute(entry)), ...usual]) {
    const program = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // not in this folder
    }
  }
  return null;
}
