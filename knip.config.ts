import type { KnipConfig } from 'knip';

/** Dead code: files, exports and dependencies that nothing uses. Entries are what is started by name. */
const config: KnipConfig = {
  entry: [
    'src/cli/main.ts!',
    'src/writer/main.ts!',
    // Run by hand, to make the lists of assets/data anew.
    'build/data/make-*.ts',
    // Named to electron-builder by their paths.
    'build/package/fpm.mjs',
    'build/package/seven-zip.mjs',
    'src/node/etcher/scanner.ts!',
    'src/node/etcher/writer/main.ts!',
    'src/main/main.ts!',
    'src/preload/preload.ts!',
    'renderer/main.tsx!',
    'build/electron/loader/loader.js',
    'test/rig/guest/*.mjs',
    'test/node/seed/read-secrets-program.ts',
    'test/support/flash-program.ts',
    'test/support/remote-flash-program.ts',
    'test/support/wifi-program.ts',
    'test/bench/decode.ts',
  ],
  project: [
    'src/**/*.ts!',
    'renderer/**/*.{ts,tsx}!',
    'build/**/*.{js,mjs,ts}',
    'test/**/*.{ts,tsx}',
    '!test/fixtures/**',
  ],
  // Of the styles, which knip does not read.
  ignoreDependencies: ['tailwindcss'],
  // Programs of the system (lsblk, losetup ...) come from no npm package.
  rules: { binaries: 'off' },
  // Types are the words of an interface: exported together, even where only one of them is used by name.
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
