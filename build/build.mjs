// Makes dist/: the programs that run outside the window, the window's two sides, and its page. Run by `npm ci` (prepare) and
// `npm run build`.
import { chmod, rename, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { buildPage } from './page.mjs';

/** A build that fails leaves the last good one in its place. */
const FRESH = `dist.${process.pid}`;
const OLD = `${FRESH}.old`;
const SWAPS = 5;

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  outdir: FRESH,
  logLevel: 'warning',
  legalComments: 'none',
};

/** @satisfies {import('esbuild').BuildOptions} */
const modules = {
  ...common,
  format: 'esm',
  // Packages go in, too: one small file starts faster than hundreds. What has native parts stays in node_modules.
  external: ['drivelist', 'electron', 'etcher-sdk', 'node-liblzma'],
  splitting: true,
  // A tenth of the start-up is reading it. Names stay, for stack traces; the writer stays as a person can read it.
  minifySyntax: true,
  minifyWhitespace: true,
  // CommonJS packages call `require` for Node's own modules; an ES module has none.
  banner: {
    js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
  },
};

try {
  await all([
    build({ ...modules, entryPoints: { nixberry: 'src/cli/main.ts' } }),
    // One file: in the packaged app it lies outside of the archive, where a plain Node finds it.
    build({ ...modules, entryPoints: { 'etcher-scanner': 'src/node/etcher/scanner.ts' }, splitting: false }),
    // By itself: pieces shared with the terminal's program would be more files to open before the window is there.
    build({ ...modules, entryPoints: { main: 'src/main/main.ts' } }),
    // A sandboxed preload is one CommonJS file.
    build({
      ...common,
      entryPoints: { preload: 'src/preload/preload.ts' },
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      external: ['electron'],
    }),
    // The root program is one file that needs nothing but Node. CommonJS starts without the thread pool, whose size it sets
    // by the number of drives (ES modules are read through the pool).
    build({
      ...common,
      entryPoints: { writer: 'src/writer/main.ts' },
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
    }),
    // The same for macOS and Windows, over etcher-sdk.
    build({
      ...common,
      entryPoints: { 'etcher-writer': 'src/node/etcher/writer/main.ts' },
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      external: ['drivelist', 'etcher-sdk'],
    }),
    buildPage(`${FRESH}/renderer`),
  ]);
  await chmod(`${FRESH}/nixberry.js`, 0o755);
  await putInPlace();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(FRESH, { recursive: true, force: true });
  await rm(OLD, { recursive: true, force: true });
}

/**
 * Waits for all of them, then rejects as the first that did: one that still runs would write into what is removed.
 * @param {readonly Promise<unknown>[]} builds
 */
async function all(builds) {
  await Promise.allSettled(builds);
  await Promise.all(builds);
}

/** The old one is moved away, not removed first: without a dist there is hardly a moment. Of two builds the later one stays. */
async function putInPlace() {
  for (let left = SWAPS; ; left--) {
    await rename('dist', OLD).catch(ignore('ENOENT'));
    try {
      return await rename(FRESH, 'dist');
    } catch (error) {
      // Another build came between.
      if (left === 0) throw error;
      await rm(OLD, { recursive: true, force: true });
    }
  }
}

/** @param {string} code */
function ignore(code) {
  return (/** @type {unknown} */ error) => {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error;
  };
}
