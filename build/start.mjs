// `npm start`: opens the window; where there is no display, does the demo in the terminal and says how to get the window.
//   npm start                 the window
//   npm start -- --demo       with the demo flake and a virtual card offered
//   npm start -- FILE.img     with this image to be written
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { isDisplayDead } from './electron/display.mjs';
import { aboutMissing, missingLibraries } from './electron/libraries.mjs';
import { aboutDeadDisplay, planStart } from './electron/plan.mjs';
import { findRuntime } from './electron/runtime.mjs';
import { isStale } from './stale.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE_ERROR = 2;
/** As shells count: 128 and the signal's number. */
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {readonly string[]} args */
async function start(args) {
  const isRoot = process.getuid?.() === 0;
  const plan = planStart({ platform: process.platform, env: process.env, isRoot, args });
  for (const note of plan.notes) console.error(note);
  if (plan.kind === 'terminal' && plan.args === null) return USAGE_ERROR;
  const built = (await isStale(ROOT)) ? await run(process.execPath, ['build/build.mjs']) : 0;
  if (built !== 0) return built;
  if (plan.kind === 'terminal') return run(process.execPath, ['dist/nixberry.js', ...(plan.args ?? [])]);
  const { executable } = await findRuntime((line) => console.error(line));
  await requireLibraries(executable);
  // Chromium takes its switches anywhere; behind the folder of the app they are not taken for that folder.
  const code = await run(executable, [ROOT, ...args, ...plan.flags]);
  // Asked only now: a display that we cannot judge must not keep a window from opening.
  if (code !== 0 && (await isDisplayDead(process.platform, process.env)))
    for (const note of aboutDeadDisplay(process.env.DISPLAY ?? '')) console.error(note);
  return code;
}

/**
 * Runs a program with our terminal until it ends, and gives its exit code. Ctrl-C reaches both of us; it is the child that
 * ends by it, in its own time.
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
async function run(file, args) {
  const child = execa(file, args, {
    cwd: ROOT,
    stdio: 'inherit',
    reject: false,
    // ELECTRON_RUN_AS_NODE is set in the terminals of editors that are Electron themselves: no window would come.
    env: { NIXBERRY_NODE: process.execPath, ELECTRON_RUN_AS_NODE: undefined },
  });
  const stay = () => undefined;
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  process.on('SIGINT', stay).on('SIGTERM', pass).on('SIGHUP', pass);
  const { exitCode, signal } = await child;
  process.off('SIGINT', stay).off('SIGTERM', pass).off('SIGHUP', pass);
  if (exitCode !== undefined) return exitCode;
  return Object.entries(SIGNAL_CODES).find(([name]) => name === signal)?.[1] ?? 1;
}

/** @param {string} executable */
async function requireLibraries(executable) {
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  throw new Error(aboutMissing(missing, await readFile('/etc/os-release', 'utf8').catch(() => '')));
}
