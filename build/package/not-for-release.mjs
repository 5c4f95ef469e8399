/**
 * Why packages with this Electron are none to be released: 16 of Electron's security checklist wants a current one, and that is
 * the one that package.json pins. Null where they are.
 * @param {Pick<import('../electron/dist.mjs').Runtime, 'version' | 'from'>} runtime
 * @param {string} pinned
 * @returns {string | null}
 */
export function notForRelease({ version, from }, pinned) {
  if (from === 'carried') return 'The Electron out of an npm package is for trying packages out, never for a release.';
  if (version !== pinned) return `This is Electron ${version}; a release has ${pinned}, which package.json pins.`;
  return null;
}
