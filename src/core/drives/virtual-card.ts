const ENDING = '.img';

/** Whether a target's path is that of a virtual card: its name is the only thing that says so. */
export function isVirtualCard(path: string): boolean {
  return path.endsWith(ENDING);
}
