import { createContext, useContext } from 'react';
import type { Draft } from '../../src/contract/window/draft.ts';

/** What every page may do with the window. */
export interface Shell {
  /** Opens the way, with another draft or the one that is there. */
  readonly openWay: (draft: Draft | null) => void;
  readonly openStart: () => void;
  readonly openSettings: () => void;
  readonly openHelp: () => void;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('no shell here');
  return shell;
}
