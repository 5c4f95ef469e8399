import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Locked = Readonly<Record<string, LockedPackage>>;

/** Dependencies, optional ones included, that are entered nowhere where Node would look from the package that asks. */
function missingEntries(packages: Locked): string[] {
  return Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !foldersAbove(from).some((folder) => `${folder}node_modules/${name}` in packages))
      .map((name) => `${name} for ${from}`),
  );
}

/** The package's own folder and all around it, up to the root: `node_modules/a/node_modules/b/`, `node_modules/a/`, ``. */
function foldersAbove(from: string): string[] {
  if (from === '') return [''];
  const parent = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/'))).replace(/\/$/, '');
  return [`${from}/`, ...foldersAbove(parent)];
}

// npm leaves out what does not fit the machine that made the lock file in some updates, and then says
// "Missing: ... from lock file" on every other one (npm/cli#4828).
test('package-lock.json has an entry for every dependency, those for other platforms included', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { readonly packages: Locked };
  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(missingEntries(lock.packages)).toEqual([]);
});

test('an entry that is missing is found, one further up is seen', () => {
  const packages: Locked = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { dependencies: { b: '1' }, optionalDependencies: { 'a-linux': '1', 'a-darwin': '1' } },
    'node_modules/a/node_modules/a-linux': {},
    'node_modules/b': {},
  };
  expect(missingEntries(packages)).toEqual(['a-darwin for node_modules/a']);
});
