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

/** Copies the derivations of what is to be built to another store, and nothing that was built. The log is that of a build. */
export function copyRecipesArgv(store: string, { installable, options }: BuildArguments): readonly string[] {
  const log = ['--log-format', 'internal-json'];
  return ['copy', ...FEATURES, ...log, '--derivation', '--to', store, ...options, '--', installable];
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

/** The same as text. */
export function plainStoreArgv(age: 'new' | 'old'): readonly string[] {
  return ['store', age === 'new' ? 'info' : 'ping', ...FEATURES];
}

/** What a flake is: its revision, and where it lies in the store, as JSON on stdout. Its lock file stays as it is. */
export function flakeMetadataArgv(flake: string): readonly string[] {
  return ['flake', 'metadata', ...FEATURES, '--json', '--no-write-lock-file', '--', flake];
}

/** What differs in what two store paths need, as text on stdout. */
export function diffClosuresArgv(before: string, after: string): readonly string[] {
  return ['store', 'diff-closures', ...FEATURES, '--', before, after];
}

/** Store paths with the size of all that each needs, as text on stdout: the form of `--json` differs between versions. */
export function closureSizeArgv(paths: readonly string[]): readonly string[] {
  return ['path-info', ...FEATURES, '--closure-size', '--', ...paths];
}

/** Whether a store answers. */
export function pingArgv(age: 'new' | 'old', store: string): readonly string[] {
  return ['store', age === 'new' ? 'info' : 'ping', ...FEATURES, '--store', store];
}

/** For `nix-store`: what it knows of a path (`--deriver`, `--requisites`, `--outputs`), a path a line on stdout. */
export function queryArgv(what: readonly string[], path: string, options: readonly string[] = []): readonly string[] {
  return ['--query', ...what, ...options, '--', path];
}

/** What the store knows of paths, as JSON on stdout; what they need is left out. */
export function pathInfoArgv(paths: readonly string[], options: readonly string[]): readonly string[] {
  return ['path-info', ...FEATURES, '--json', ...options, '--', ...paths];
}

/**
 * Copies paths with all they need to another store, its log as internal-json on stderr. What we have built nobody has signed:
 * a machine takes it from a user whom it trusts.
 */
export function copyArgv(store: string, paths: readonly string[], options: readonly string[]): readonly string[] {
  const log = ['--log-format', 'internal-json'];
  return ['copy', ...FEATURES, ...log, '--no-check-sigs', '--to', store, ...options, '--', ...paths];
}

export function versionArgv(): readonly string[] {
  return ['--version'];
}
