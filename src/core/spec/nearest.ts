/** The known name that is most like the given one, for "did you mean"; null when none is near. Case does not count. */
export function nearest(given: string, known: readonly string[]): string | null {
  // Nobody mistypes a whole sentence, and the distance takes the product of both lengths.
  if (given.length > 64) return null;
  const text = given.toLowerCase();
  const near = known
    .map((name) => ({ name, distance: distance(text, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.name ?? null;
}

/** Levenshtein's: how many characters are added, removed or replaced. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, left] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, right] of Array.from(b).entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
