/** Flakes are asked for in every call, so that nothing has to be switched on in a nix.conf first. */
const FEATURES = ['--extra-experimental-features', 'nix-command flakes'] as const;

/** How a build is asked for. `options` are handed on as typed: `['--option', 'cores', '2']`. */
export interface BuildArguments {
  readonly installable: string;
  readonly dryRun: boolean;
  readonly options: readonly string[];
  /** A link to the result, which also keeps it from being collected as garbage; null for none. */
  readonly outLink: string | null;
}

/**
 * `nix build`, its log as internal-json on stderr and its result as JSON on stdout (`--print-out-paths` came with 2.11,
 * `--json` is older). No `-v`: where stderr is not a terminal Nix already tells what it is going to build, and `-v` adds
 * a line for every file of nixpkgs that it reads.
 */
export function buildArgv({ installable, dryRun, options, outLink }: BuildArguments): readonly string[] {
  const link = outLink === null ? ['--no-link'] : ['--out-link', outLink];
  const dry = dryRun ? ['--dry-run'] : [];
  return [
    'build',
    ...FEATURES,
    '--log-format',
    'internal-json',
    '--json',
    ...link,
    ...dry,
    ...options,
    '--',
    installable,
  ];
}

/** The names in an attribute set of a flake, as a JSON array on stdout. */
export function attrNamesArgv(installable: string, options: readonly string[]): readonly string[] {
  return ['eval', ...FEATURES, '--json', '--apply', 'builtins.attrNames', ...options, '--', installable];
}

/** What a fixed function says of an attribute, as JSON on stdout. The lock file of the flake stays as it is. */
export function evalArgv(installable: string, apply: string): readonly string[] {
  return ['eval', ...FEATURES, '--json', '--no-write-lock-file', '--apply', apply, '--', installable];
}

/** The settings as JSON, by the name of the command since 2.20 or by the one before. */
export function configArgv(age: 'new' | 'old'): readonly string[] {
  return age === 'new' ? ['config', 'show', ...FEATURES, '--json'] : ['show-config', ...FEATURES, '--json'];
}

/** The settings as text, without switching anything on: it fails where `nix-command` is off. */
export function plainConfigArgv(age: 'new' | 'old'): readonly string[] {
  return age === 'new' ? ['config', 'show'] : ['show-config'];
}

/** The log of a derivation that was built here, on stdout. Caches are not asked: what failed is in none of them. */
export function logArgv(derivation: string): readonly string[] {
  return ['log', ...FEATURES, '--option', 'substituters', '', '--', derivation];
}

/** Asks the store whether it trusts us, as JSON on stdout. Nix 2.8 does not know `--json` here. */
export function storeArgv(age: 'new' | 'old'): readonly string[] {
  return ['store', age === 'new' ? 'info' : 'ping', ...FEATURES, '--json'];
}

export function versionArgv(): readonly string[] {
  return ['--version'];
}
