import { createContext, useContext } from 'react';
import type { AppFacts } from '../../src/contract/window/app.ts';

export const AppFactsContext = createContext<AppFacts | null>(null);

/** What holds as long as the program runs: version, platform, whether this is the demo. */
export function useAppFacts(): AppFacts {
  const facts = useContext(AppFactsContext);
  if (!facts) throw new Error('no facts here');
  return facts;
}

/** Whether the demo's image is built, whatever the answers are. */
export function useIsDemo(): boolean {
  return useContext(AppFactsContext)?.demo === true;
}
