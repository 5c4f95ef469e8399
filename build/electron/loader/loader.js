// Stands in for Electron's default app, in a runtime that has none: starts the app whose path is the first argument that
// is no option. A module, not CommonJS: Electron does not say that it is ready before a module's awaits are over.
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** `-r FILE`: loaded before the app. */
const early = [];
let place = null;
const words = process.argv.slice(1);
while (words.length > 0 && place === null) {
  const word = words.shift() ?? '';
  if (word === '--version' || word === '-v') {
    console.log(`v${process.versions.electron}`);
    process.exit();
  } else if (word === '-r' || word === '--require') early.push(words.shift() ?? '');
  else if (!word.startsWith('-')) place = path.resolve(word);
}

if (place === null) {
  console.error('electron: no app named');
  process.exit(2);
}

// What app.isPackaged and code that parses process.argv ask for.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const require = Module.createRequire(path.join(process.cwd(), 'electron'));
for (const file of early) require(file);

/** Two methods are left out of Electron's types: only the default app calls them, or what stands in for it. */
const shell = /** @type {typeof app & Record<'setVersion' | 'setAppPath', (value: string) => void>} */ (app);
/** @typedef {{ name: string, version: string, productName?: string, desktopName?: string, main?: string }} AppFacts */
/** @type {unknown} */
const read = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'));
const facts = /** @type {AppFacts} */ (read);
app.setName(facts.productName ?? facts.name);
shell.setVersion(facts.version);
app.setDesktopName(facts.desktopName ?? `${app.getName()}.desktop`);
shell.setAppPath(place);
await import(pathToFileURL(path.resolve(place, facts.main ?? 'index.js')).href);
