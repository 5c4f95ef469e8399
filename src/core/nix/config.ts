import * as z from 'zod';
import { tryJson } from '../json.ts';

/** The settings of Nix that decide what can be built here. */
export interface NixConfig {
  readonly system: string;
  readonly extraPlatforms: readonly string[];
  readonly trustedUsers: readonly string[];
  /** As in nix.conf: machines divided by `;` or lines, or `@FILE`. */
  readonly builders: string;
  readonly sandbox: boolean;
  readonly sandboxPaths: readonly string[];
  readonly buildUsersGroup: string;
}

const setting = z.object({ value: z.unknown() });
const settings = z.record(z.string(), setting.catch({ value: undefined }));
const words = z.union([z.array(z.string()), z.string().transform(split)]);

/**
 * Reads what `nix config show --json` or, before 2.20, `nix show-config --json` prints; null when it is not that.
 * Versions differ in the form of a value: what does not fit counts as unset.
 */
export function parseNixConfig(json: string): NixConfig | null {
  const parsed = settings.safeParse(tryJson(json));
  if (!parsed.success) return null;
  const value = (name: string): unknown => parsed.data[name]?.value;
  const text = (name: string): string => z.string().catch('').parse(value(name));
  const list = (name: string): readonly string[] => words.catch([]).parse(value(name));
  return {
    system: text('system'),
    extraPlatforms: list('extra-platforms'),
    trustedUsers: list('trusted-users'),
    builders: text('builders'),
    // `relaxed` is a sandbox, too.
    sandbox: value('sandbox') !== false && value('sandbox') !== 'false',
    sandboxPaths: list('sandbox-paths'),
    buildUsersGroup: text('build-users-group'),
  };
}

/** Whether the settings as text (`nix config show`) have both features on that flakes need. */
export function hasFlakes(text: string): boolean {
  const features = split(/^experimental-features = (.*)$/m.exec(text)?.[1] ?? '');
  return features.includes('nix-command') && features.includes('flakes');
}

export interface Machine {
  readonly uri: string;
  readonly systems: readonly string[];
  /** The file of a private key. */
  readonly keyFile: string | null;
  /** Its public key, in base64 as it stands there. */
  readonly hostKey: string | null;
}

/** The machines of a `builders` setting or of a machines file: one a line or between `;`, `#` starts a comment. */
export function parseMachines(text: string): readonly Machine[] {
  return text
    .split(/[\n;]/)
    .map((line) => split(line.replace(/#.*/, '')))
    .filter(([uri]) => uri !== undefined && !uri.startsWith('@'))
    .map(([uri = '', systems = '-', key = '-', , , , , hostKey = '-']) => ({
      uri,
      systems: systems === '-' ? [] : systems.split(','),
      keyFile: key === '-' ? null : key,
      hostKey: hostKey === '-' ? null : hostKey,
    }));
}

/** The file that a `builders` setting refers to, or null when the machines stand in the setting itself. */
export function machinesFile(builders: string): string | null {
  return /^\s*@(\S+)/.exec(builders)?.[1] ?? null;
}

function split(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
