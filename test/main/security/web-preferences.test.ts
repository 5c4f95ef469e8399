import { expect, test } from 'vitest';
import { webPreferences } from '../../../src/main/security/web-preferences.ts';

// Electron's security checklist (docs/tutorial/security.md); the numbers are the list's.
test.each([
  [2, { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false }],
  [3, { contextIsolation: true }],
  [4, { sandbox: true }],
  [6, { webSecurity: true }],
  [8, { allowRunningInsecureContent: false }],
  [9, { experimentalFeatures: false }],
  [11, { webviewTag: false }],
  [13, { navigateOnDragDrop: false }],
])('%i: the page has %j', (_number, rights) => {
  expect(webPreferences('/app/preload.cjs')).toMatchObject(rights);
});

test('10: no blink feature is switched on', () => {
  expect(Object.keys(webPreferences('/app/preload.cjs'))).not.toContain('enableBlinkFeatures');
});
