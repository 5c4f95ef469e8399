const PINS = new Set(['rev', 'narHash', 'lastModified', 'revCount']);
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** In a path, and in the name of an archive: `github:o/r/<sha>`, `https://host/o/r/archive/<sha>.tar.gz`. */
const HASH_IN_PATH = /\/(?:[0-9a-f]{64}|[0-9a-f]{40})(?=$|\/|\.(?:tar|tgz|zip))/g;

/** A reference without what names one state of the flake: that of tomorrow is the same flake. */
export function unpinned(flake: string): string {
  const [, base = '', query] = /^([^?]*)(?:\?(.*))?$/s.exec(flake) ?? [];
  const kept = query?.split('&').filter((parameter) => {
    const [, name = parameter, value = ''] = /^([^=]*)=(.*)$/s.exec(parameter) ?? [];
    return !PINS.has(name) && !(name === 'ref' && HASH.test(value));
  });
  return base.replaceAll(HASH_IN_PATH, '') + (kept === undefined || kept.length === 0 ? '' : `?${kept.join('&')}`);
}
