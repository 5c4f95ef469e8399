import type { SshDestination } from '../../core/ssh/destination.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Nothing is asked, nothing unknown is trusted, and a connection that is dead is noticed within a minute. */
const STRICT = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'ConnectTimeout=15',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
];

/**
 * What a person's configuration may hold and would be in the way: a command of its own, forwarded ports that clash with those
 * of another ssh, banners among the lines of a log. A connection that is open already is used (`ControlPath`), but ours does
 * not stay open behind us.
 */
const PLAIN = ['RemoteCommand=none', 'ClearAllForwardings=yes', 'LogLevel=ERROR', 'ControlMaster=no'];

/**
 * The arguments of ssh for a command over there. ssh takes the first of what is said twice: our rules, then `options`, then
 * what was given with the machine, then `NIX_SSHOPTS`, then the person's configuration.
 */
export function sshArgv(
  destination: SshDestination,
  command: string,
  env: Env,
  options: readonly string[] = [],
): readonly string[] {
  return ['-T', '-x', ...asOptions([...options, ...STRICT, ...PLAIN]), ...givenWith(destination, env), ...[command]];
}

/** The arguments with which ssh prints the configuration it would use. */
export function sshConfigArgv(destination: SshDestination, env: Env): readonly string[] {
  return ['-G', '-T', ...givenWith(destination, env)];
}

/**
 * What Nix's ssh is told, as the value of `NIX_SSHOPTS`. Without the key: its path may have blanks, and Nix takes it from the
 * store's address.
 */
export function nixSshOptions({ port }: SshDestination, env: Env): string {
  const ours = [...asOptions(STRICT), ...(port === null ? [] : ['-p', String(port)])];
  return [...ours, env.NIX_SSHOPTS?.trim() ?? ''].join(' ').trimEnd();
}

function givenWith({ user, host, port, keyFile }: SshDestination, env: Env): readonly string[] {
  return [
    ...(port === null ? [] : ['-p', String(port)]),
    ...(user === null ? [] : ['-l', user]),
    ...(keyFile === null ? [] : ['-i', keyFile]),
    ...splitWords(env.NIX_SSHOPTS ?? ''),
    '--',
    host,
  ];
}

function asOptions(options: readonly string[]): readonly string[] {
  return options.flatMap((option) => ['-o', option]);
}

/** Splits at blanks, but not within quotes, as Nix (2.26 and newer) and shells do. */
export function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*'|["'\\])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(
      /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
      (_, char?: string, double?: string, single?: string) =>
        char ?? single ?? (double ?? '').replaceAll(/\\(["\\$`])/g, '$1'),
    ),
  );
}

/** A path as the value of an option: blanks stand in quotes, and % begins a token. */
export function optionPath(path: string): string {
  return `"${path.replaceAll('\\', '/').replaceAll('%', '%%')}"`;
}
