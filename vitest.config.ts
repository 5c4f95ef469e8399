import { defineConfig } from 'vitest/config';

// Unit tests mirror `src`. Groups that need more than Node (root, Nix, QEMU ...) are in test/integration and test/rig;
// test/run.ts decides which of them can run here and says why one cannot.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{core,contract,node,linux,words,writer,cli,main,preload,build,rig}/**/*.test.ts'],
          testTimeout: 20_000,
          // By default one processor is left idle: of two that is half of them.
          maxWorkers: '100%',
        },
      },
      {
        test: {
          name: 'page',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['test/renderer/support/setup.ts'],
          testTimeout: 20_000,
          maxWorkers: '100%',
        },
      },
      {
        test: {
          // Drives the real Electron, on a display in memory.
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/support/display.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two windows at once would disturb each other's focus and timing.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Loop devices, cgroups and the CPU are shared: two files at once would disturb each other's timing.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'flake-eval',
          include: ['test/flake-eval/**/*.test.ts'],
          testTimeout: 15 * 60_000,
          // One evaluator takes up to 3 GB.
          fileParallelism: false,
        },
      },
    ],
  },
});
