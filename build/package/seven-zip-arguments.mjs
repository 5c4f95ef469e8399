/** What electron-builder says besides: less talk, and how hard to pack. */
const SWITCH = /^-(?:bd|bb\d?|mx=\d)$/;

/**
 * What electron-builder asks 7za for: `a`, switches, the archive, one file. Throws for anything else, for instance another kind
 * of archive.
 * @param {readonly string[]} argv
 * @returns {{ readonly from: string, readonly to: string }}
 */
export function readSevenZipArguments(argv) {
  const [command, ...rest] = argv;
  const unknown = rest.find((word) => word.startsWith('-') && !SWITCH.test(word));
  if (command !== 'a' || unknown !== undefined) throw new Error(`7za: unknown order: ${unknown ?? String(command)}`);
  const [to, from, ...more] = rest.filter((word) => !word.startsWith('-'));
  if (to === undefined || from === undefined || more.length > 0 || !to.endsWith('.tar.gz'))
    throw new Error(`7za: only one file into a .tar.gz: ${argv.join(' ')}`);
  return { from, to };
}
