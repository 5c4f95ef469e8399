/** What cross-compiling puts into the name of each derivation that is made for the other system. */
const TRIPLE = /-(?:aarch64|armv[67]l)-unknown-linux-\w+/;
const STORE_NAME = /^.*\/[0-9a-z]{32}-/;

/**
 * Which of these derivations compile something for the Pi on another kind of machine, by the names that a person knows
 * (`systemd-257.6`). Empty where nothing is cross-compiled.
 */
export function crossCompiled(derivations: readonly string[]): readonly string[] {
  return derivations.filter((path) => TRIPLE.test(path)).map((path) => shortName(path).replace(TRIPLE, ''));
}

/** `linux-6.6.1` of `/nix/store/abc...-linux-6.6.1.drv`. */
export function shortName(path: string): string {
  return path.replace(STORE_NAME, '').replace(/\.drv$/, '');
}
