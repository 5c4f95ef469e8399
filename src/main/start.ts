import { fileURLToPath } from 'node:url';

/** How the program was started. */
export interface Start {
  readonly demo: boolean;
  /** A file that it was told to open, as given; null for none. */
  readonly file: string | null;
  /** Loop devices and the like may be written: for those who work on Nixberry itself, and its tests. */
  readonly allowVirtualDevices: boolean;
}

/** What the arguments say. Those of Electron and Chromium (`--no-sandbox`, the app's folder) are none of ours. */
export function readStart(argv: readonly string[], isPackaged: boolean): Start {
  const words = argv.slice(1).filter((argument) => !argument.startsWith('-'));
  return {
    demo: argv.includes('--demo'),
    allowVirtualDevices: argv.includes('--allow-virtual-devices'),
    // In a checkout the first word is the folder of the app; switches may stand before it.
    file: asPath(words[isPackaged ? 0 : 1] ?? null),
  };
}

/** File managers hand a file over as `file:///...` where a desktop entry says `%U`, as that of an AppImage does. */
function asPath(word: string | null): string | null {
  if (!word?.startsWith('file:')) return word;
  try {
    return fileURLToPath(word);
  } catch {
    // One on another machine, say: as given it will not be found, and that is told.
    return word;
  }
}
