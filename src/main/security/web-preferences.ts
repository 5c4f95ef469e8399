import type { WebPreferences } from 'electron';

/** The page's rights; the numbers are those of Electron's security checklist (docs/tutorial/security.md). */
export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    nodeIntegration: false, // 2
    nodeIntegrationInWorker: false, // 2
    nodeIntegrationInSubFrames: false, // 2
    contextIsolation: true, // 3
    sandbox: true, // 4
    webSecurity: true, // 6
    allowRunningInsecureContent: false, // 8
    experimentalFeatures: false, // 9
    // 10: no blink features are switched on (`enableBlinkFeatures` is left out).
    webviewTag: false, // 11
    navigateOnDragDrop: false, // 13
    spellcheck: false,
  };
}
