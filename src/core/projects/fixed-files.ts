/** What an upgrade does with a fixed file. */
export const FILE_STEPS = ['add', 'replace', 'overwrite', 'keep', 'remove'] as const;
export type FileStep = (typeof FILE_STEPS)[number];

export interface FileChange {
  readonly path: string;
  /**
   * `add`: it is not there. `replace`: it is as an older Nixberry wrote it. `remove`: a newer one has no such file.
   * Its owner has changed it: `keep`, or `overwrite` because that was asked for.
   */
  readonly step: FileStep;
  /** Null where there is no such file. */
  readonly old: string | null;
  readonly new: string | null;
}

/** A project's fixed files as they are, as they were written, and as this Nixberry has them; by path. */
export interface FixedFiles {
  /** What is on the disk, of every path that is in one of the others. */
  readonly texts: ReadonlyMap<string, string>;
  /** SHA-256 of `texts`, in hex. */
  readonly hashes: ReadonlyMap<string, string>;
  readonly written: Readonly<Record<string, string>>;
  readonly ours: ReadonlyMap<string, string>;
}

/** What brings the fixed files up to date; nothing for a file that is as it should be. Sorted by path. */
export function planUpgrade(files: FixedFiles, overwriteEdited: boolean): FileChange[] {
  const paths = [...new Set([...files.ours.keys(), ...Object.keys(files.written)])].sort();
  return paths.flatMap((path) => {
    const old = files.texts.get(path) ?? null;
    const ours = files.ours.get(path) ?? null;
    if (old === ours) return [];
    const step = stepOf(old, ours, files.hashes.get(path) === files.written[path], overwriteEdited);
    return [{ path, step, old, new: ours }];
  });
}

function stepOf(old: string | null, ours: string | null, untouched: boolean, overwriteEdited: boolean): FileStep {
  if (old === null) return 'add';
  if (!untouched) return overwriteEdited && ours !== null ? 'overwrite' : 'keep';
  return ours === null ? 'remove' : 'replace';
}
