// The window's page, built by Vite. The page's policy (src/main/security/policy.ts) lets nothing inline run or style, and
// nothing come from elsewhere: so there is no inlined asset, no preload helper, and no source map, which nobody could load.
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** The oldest Chromium that the window runs in: Electron 33's. */
const TARGET = 'chrome130';

/**
 * Builds renderer/ into the folder, which is made new.
 * @param {string} outDir
 */
export async function buildPage(outDir) {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('../renderer', import.meta.url)),
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [react(), tailwindcss()],
    build: {
      outDir: fileURLToPath(new URL(`../${outDir}`, import.meta.url)),
      emptyOutDir: true,
      target: TARGET,
      cssTarget: TARGET,
      assetsInlineLimit: 0,
      modulePreload: false,
      sourcemap: false,
      // Everything is on this disk: Vite's warning is about downloads.
      chunkSizeWarningLimit: 2000,
    },
  });
}
