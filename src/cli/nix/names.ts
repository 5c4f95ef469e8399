/** `linux-6.6.1` of `/nix/store/abc...-linux-6.6.1.drv`: what a person calls it. */
export function derivationName(path: string): string {
  return path.replace(/^.*\/[0-9a-z]{32}-/, '').replace(/\.drv$/, '');
}
