/** What makes a folder a project: its format, its release, and which files in it are Nixberry's. */
export const PROJECT_FILE = 'nixberry.json';

/** Where a project keeps its hosts, a folder each. */
export const HOSTS_FOLDER = 'hosts';

/** The one fixed file that differs from release to release. */
export const FLAKE_FILE = 'flake.nix';

export function hostFolder(host: string): string {
  return `${HOSTS_FOLDER}/${host}`;
}

/** The answers for a host. */
export function settingsPath(host: string): string {
  return `${hostFolder(host)}/settings.json`;
}

/** The owner's own Nix for a host: made once, never changed. */
export function configurationPath(host: string): string {
  return `${hostFolder(host)}/configuration.nix`;
}

/** What `outputs.nix` puts behind a host's name for its other builds. */
const SUFFIXES = ['-cross', '-native'];

/** The host whose other build would have the same name as this one, or the other way round; null when there is none. */
export function nameClash(name: string, others: readonly string[]): string | null {
  return others.find((other) => SUFFIXES.some((suffix) => name === other + suffix || other === name + suffix)) ?? null;
}
