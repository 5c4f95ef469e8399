import type { FoundPackage } from '../../contract/window/packages.ts';

/** Those whose name or description has each word of the text, best first. */
export function searchPackages(packages: readonly FoundPackage[], text: string): readonly FoundPackage[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = packages.filter(({ name, description }) => {
    const all = `${name}\n${description}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
  return sortedFor(text, found);
}

/** The one of that name, those whose name begins with it, those whose name has it, and the rest; short names first. */
function sortedFor(text: string, found: readonly FoundPackage[]): readonly FoundPackage[] {
  const wanted = text.trim().toLowerCase();
  const rank = ({ name }: FoundPackage): number => {
    const own = name.toLowerCase();
    if (own === wanted) return 0;
    if (own.startsWith(wanted)) return 1;
    return own.includes(wanted) ? 2 : 3;
  };
  return [...found].sort((a, b) => rank(a) - rank(b) || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
}
