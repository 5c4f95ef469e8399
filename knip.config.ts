import type { KnipConfig } from 'knip';

/** Dead code: files, exports and dependencies that nothing uses. Entries are what is started by name. */
const config: KnipConfig = {
  entry: [
    'src/cli/main.ts!',
    'src/writer/main.ts!',
    'src/node/etcher/scanner.ts!',
    'test/rig/guest/*.mjs',
    'test/node/seed/read-secrets-program.ts',
    'test/support/flash-program.ts',
    'test/support/remote-flash-program.ts',
    'test/bench/decode.ts',
  ],
  project: ['src/**/*.ts!', 'build/**/*.{js,mjs,ts}', 'test/**/*.ts', '!test/fixtures/**'],
  // Programs of the system (lsblk, losetup ...) come from no npm package.
  rules: { binaries: 'off' },
  // Types are the words of an interface: exported together, even where only one of them is used by name.
  ignoreExportsUsedInFile: { interface: true, type: true },
};

export default config;
