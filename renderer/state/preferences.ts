import { useEffect } from 'react';
import { DEFAULT_PREFERENCES, type Preferences } from '../../src/contract/window/preferences.ts';
import { useTopic } from '../bridge/topics.ts';

/** How the person wants the window to be. */
export function usePreferences(): Preferences {
  return useTopic('preferences') ?? DEFAULT_PREFERENCES;
}

/** Puts the theme where the tokens look for it; without one they follow the system. */
export function useTheme(theme: Preferences['theme']): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [theme]);
}
