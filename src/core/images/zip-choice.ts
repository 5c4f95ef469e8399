const IMAGE_NAME = /\.(img|raw|iso|bin|dd|wic|sdcard|hddimg)$/i;
/** What comes beside an image: notes, checksums, signatures, block maps. */
const COMPANION_NAME = /\.(txt|md|html?|pdf|sha\d*|sha\d+sums?|md5|sums?|asc|sig|json|xml|bmap|rpi-imager-manifest)$/i;

/**
 * Names of the entries of an archive that may be its image: those named like one, else all that are not named like
 * something that comes beside one. The caller needs exactly one.
 */
export function chooseImage(names: readonly string[]): readonly string[] {
  const files = names.filter((name) => !name.endsWith('/') && !isHidden(name));
  const images = files.filter((name) => IMAGE_NAME.test(name));
  if (images.length > 0) return images;
  if (files.length === 1) return files;
  const others = files.filter((name) => !COMPANION_NAME.test(name) && !/(^|\/)(readme|license|[^/]*sums)$/i.test(name));
  return others.length === 1 ? others : [];
}

/** macOS adds `__MACOSX/._name` for each file. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
