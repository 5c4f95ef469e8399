/**
 * Rows in which every two values of any two parameters meet at least once. Greedy and without chance: the same table
 * each time.
 */
export function pairwise<T extends Record<string, readonly unknown[]>>(
  parameters: T,
): readonly { [K in keyof T]: T[K][number] }[] {
  type Row = { [K in keyof T]: T[K][number] };
  const names = Object.keys(parameters);
  const open = new Set<string>();
  for (const [at, first] of names.entries())
    for (const second of names.slice(at + 1))
      for (const a of parameters[first]!.keys())
        for (const b of parameters[second]!.keys()) open.add(`${first}:${a} ${second}:${b}`);

  const pairsOf = (row: Readonly<Record<string, number>>): string[] =>
    names.flatMap((first, at) =>
      names.slice(at + 1).map((second) => `${first}:${row[first]} ${second}:${row[second]}`),
    );
  const toRow = (row: Readonly<Record<string, number>>): Row =>
    Object.fromEntries(names.map((name) => [name, parameters[name]![row[name]!]])) as Row;

  const rows: Row[] = [];
  while (open.size > 0) {
    const seed = [...open][0]!.split(' ').map((half) => half.split(':') as [string, string]);
    const row: Record<string, number> = Object.fromEntries(
      names.map((name) => [name, rows.length % parameters[name]!.length]),
    );
    for (const [name, value] of seed) row[name] = Number(value);
    for (const name of names.filter((one) => !seed.some(([fixed]) => fixed === one))) {
      const gains = [...parameters[name]!.keys()].map((value) => {
        const tried = { ...row, [name]: value };
        return { value, gain: pairsOf(tried).filter((pair) => open.has(pair)).length };
      });
      row[name] = gains.reduce((best, one) => (one.gain > best.gain ? one : best)).value;
    }
    for (const pair of pairsOf(row)) open.delete(pair);
    rows.push(toRow(row));
  }
  return rows;
}
