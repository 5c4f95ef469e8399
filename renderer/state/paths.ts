/** Whether a path of the settings is another one, or lies below it: `user.name` is below `user`. */
export function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}
