// Bundles the programs that run outside the window into dist/. Run by `npm ci` (prepare) and `npm run build`.
import { chmod, rename, rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** A build that fails leaves the last good one in its place. */
const FRESH = `dist.${process.pid}`;

/** @satisfies {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  outdir: FRESH,
  logLevel: 'warning',
  legalComments: 'none',
};

try {
  await Promise.all([
    // Packages go in, too: one small file starts faster than hundreds. What has native parts stays in node_modules.
    build({
      ...common,
      entryPoints: { nixberry: 'src/cli/main.ts', 'etcher-scanner': 'src/node/etcher/scanner.ts' },
      format: 'esm',
      external: ['drivelist', 'etcher-sdk', 'node-liblzma'],
      splitting: true,
      // A tenth of the start-up is reading it. Names stay, for stack traces; the writer stays as a person can read it.
      minifySyntax: true,
      minifyWhitespace: true,
      // CommonJS packages call `require` for Node's own modules; an ES module has none.
      banner: {
        js: "import { createRequire as nodeRequire } from 'node:module'; const require = nodeRequire(import.meta.url);",
      },
    }),
    // The root program is one file that needs nothing but Node. CommonJS starts without the thread pool, whose size it sets
    // by the number of drives (ES modules are read through the pool).
    build({
      ...common,
      entryPoints: { writer: 'src/writer/main.ts' },
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
    }),
  ]);
  await chmod(`${FRESH}/nixberry.js`, 0o755);
  await rm('dist', { recursive: true, force: true });
  await rename(FRESH, 'dist');
} finally {
  await rm(FRESH, { recursive: true, force: true });
}
