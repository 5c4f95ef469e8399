// `npm run package`: makes the packages of the desktop app that this computer can make, into release/.
//   npm run package                 all of them; says what is missing for the others
//   npm run package -- dir deb      these, or it fails
import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, Platform } from 'electron-builder';
import { findRuntime } from '../electron/runtime.mjs';
import { bundledModules } from './modules.mjs';
import { notForRelease } from './not-for-release.mjs';
import { makePrograms } from './programs.mjs';
import { linuxTargets, onPath } from './targets.mjs';

const STAGED = path.resolve('release/runtime');

/** @param {string} line */
function say(line) {
  console.log(line);
}

const names = process.argv.slice(2);
if (process.platform !== 'linux') await packageElsewhere();
else await packageForLinux();

async function packageForLinux() {
  const all = linuxTargets(onPath, process.env);
  const unknown = names.filter((name) => !all.some((target) => target.name === name));
  if (unknown.length > 0)
    throw new Error(`No package ${unknown.join(', ')}: there are ${all.map(({ name }) => name).join(', ')}`);
  const wanted = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  const lacking = wanted.filter(({ lacks }) => lacks !== null);
  for (const { name, lacks } of lacking) say(`${name}: not made, needs ${lacks}`);
  if (names.length > 0 && lacking.length > 0) throw new Error('Not every package that was asked for can be made here.');
  const made = wanted.filter(({ lacks }) => lacks === null);
  Object.assign(process.env, ...made.map(({ env }) => env));
  await run(Platform.LINUX.createTarget(made.map(({ name }) => name)));
}

/** Nobody has made these yet; electron-builder downloads what it needs. */
async function packageElsewhere() {
  await run(Platform.current().createTarget(names.length === 0 ? undefined : names));
}

/** @param {ReturnType<Platform['createTarget']>} targets */
async function run(targets) {
  const runtime = await findRuntime(say);
  /** @type {unknown} */
  const read = JSON.parse(await readFile('package.json', 'utf8'));
  const { devDependencies } = /** @type {{ readonly devDependencies: { readonly electron: string } }} */ (read);
  const remark = notForRelease(runtime, devDependencies.electron);
  if (remark !== null) say(remark);
  await makePrograms();
  await stage(path.dirname(runtime.executable));
  try {
    const files = await build({
      targets,
      publish: 'never',
      config: {
        electronDist: STAGED,
        electronVersion: runtime.version,
        files: (await bundledModules(process.cwd())).map((folder) => `!${folder}/**`),
      },
    });
    say(['', 'In release/:', ...files.map((file) => `  ${path.relative('release', file)}`)].join('\n'));
  } finally {
    await rm(STAGED, { recursive: true, force: true });
  }
}

/** The runtime without an app of its own: the loader that a carried one has would be a second app in the package. */
async function stage(/** @type {string} */ folder) {
  await rm(STAGED, { recursive: true, force: true });
  const apps = ['app', 'default_app.asar'].map((name) => path.join(folder, 'resources', name));
  await cp(folder, STAGED, { recursive: true, verbatimSymlinks: true, filter: (from) => !apps.includes(from) });
}
