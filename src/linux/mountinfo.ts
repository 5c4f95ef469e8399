/** One line of /proc/PID/mountinfo. */
export interface MountEntry {
  /** Unique in the running system, in whatever namespace. */
  readonly id: number;
  /** `MAJOR:MINOR`; major 0 for a file system without a block device of its own: btrfs, overlay, tmpfs ... */
  readonly number: string;
  /** The folder of the file system that is mounted: not `/` for a bind mount or a subvolume. */
  readonly root: string;
  /** Where it is mounted, as seen by the process whose file this is. */
  readonly path: string;
  readonly fsType: string;
  /** What was mounted: a device's path, or a word. */
  readonly source: string;
  readonly superOptions: string;
}

/** Parses mountinfo (proc(5)); a line of another form is an error: an overlooked mount could cost a disk. */
export function parseMountinfo(text: string): readonly MountEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(parseLine);
}

function parseLine(line: string): MountEntry {
  const fields = line.split(' ');
  // "id parent maj:min root path options [optional ...] - type source superoptions": the optional fields vary in number.
  const dash = fields.indexOf('-', 6);
  const [id, , number, root, path] = fields;
  const [fsType, source = '', superOptions = ''] = fields.slice(dash + 1);
  if (dash < 0 || !number || root === undefined || path === undefined || fsType === undefined)
    throw new Error(`Not a line of mountinfo: ${line}`);
  return {
    id: Number(id),
    number,
    root: unescapeOctal(root),
    path: unescapeOctal(path),
    fsType: unescapeOctal(fsType),
    source: unescapeOctal(source),
    superOptions: unescapeOctal(superOptions),
  };
}

/** The kernel writes space, tab, line feed, backslash (and `#`) in its tables as `\` and three octal digits. */
export function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** The mount that holds an absolute path without symbolic links: the deepest, and of stacked ones the latest. */
export function mountOfPath(mounts: readonly MountEntry[], path: string): MountEntry | null {
  return mounts.reduce<MountEntry | null>(
    (best, mount) =>
      isBelow(path, mount.path) && (best === null || mount.path.length >= best.path.length) ? mount : best,
    null,
  );
}

/** True for the folder itself and all in it; `/media/ab` is not below `/media/a`. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
