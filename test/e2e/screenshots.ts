// `npm run screenshots`: writes what the window can show, in each look, to screenshots/<look>/<state>.png.
//   npm run screenshots                       all of them: some minutes
//   npm run screenshots -- --look dark start  some looks (may be repeated), some states
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { LOOKS, putOn, statesIn } from './states/looks.ts';
import { WINDOW_STATES } from './states/list.ts';
import { openState } from './states/state.ts';
import { screenshot, SCREENSHOTS } from './support/screenshot.ts';
import { startApp } from './support/start-app.ts';
import { startDisplay } from './support/x-display.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { look: { type: 'string', multiple: true } },
});
const looks = chosen(LOOKS, values.look ?? []);
const states = chosen(WINDOW_STATES, positionals);

const display = await startDisplay();
process.env.DISPLAY = display.name;
const running = await startApp({ args: ['--demo'] });
try {
  for (const look of looks) {
    await putOn(running, look);
    // Pictures of states that are no more would pass for new ones.
    if (positionals.length === 0) await rm(path.join(SCREENSHOTS, look.name), { recursive: true, force: true });
    // Who names states wants them, in whichever look.
    const wanted = positionals.length === 0 ? statesIn(look, states) : states;
    for (const state of wanted) await picture(`${look.name}/${state.name}`, () => openState(running, state));
  }
} finally {
  await running.close();
  await display.close();
}
console.log(`in ${SCREENSHOTS}`);

/** A state that cannot be shown is told, fails the run, and keeps nobody from the other pictures. */
async function picture(name: string, open: () => Promise<void>): Promise<void> {
  try {
    await open();
    await screenshot(running.page, name);
    console.log(name);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

/** All of them where no name is given. */
function chosen<T extends { readonly name: string }>(all: readonly T[], names: readonly string[]): readonly T[] {
  const unknown = names.filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}? There are ${all.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
}
