const IMAGE = /^nixosConfigurations\.(?:"([^"]+)"|([^.]+))\.config\.system\.build\.\w+$/;
const CROSS = '-cross';

/** The host whose image an installable is (`...#nixosConfigurations.pi-cross.config...`: `pi`), or null for anything else. */
export function hostOf(installable: string): string | null {
  const [, quoted, plain] = IMAGE.exec(installable.slice(installable.indexOf('#') + 1)) ?? [];
  const name = plain ?? decoded(quoted);
  if (name === null) return null;
  return name.endsWith(CROSS) && name !== CROSS ? name.slice(0, -CROSS.length) : name;
}

/** Attributes are encoded as in a URL. */
function decoded(name: string | undefined): string | null {
  try {
    return name === undefined ? null : decodeURIComponent(name);
  } catch {
    return null;
  }
}
