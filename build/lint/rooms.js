// Who may import whom. The table in CONTRIBUTING.md is this one in words; test/build/import-rules.test.ts holds it to
// its word. JavaScript, because ESLint reads it before anything could compile it.

/** Everything that Node brings: `node:fs`, `node:fs/promises` ... */
const NODE = 'node:*';

/**
 * A room of the house: the folder, the rooms that it may import from (itself always), and the packages. What is not
 * named is an error, an unknown package too.
 * @typedef {object} Room
 * @property {string} name
 * @property {string} folder
 * @property {readonly string[]} rooms
 * @property {readonly string[] | 'any'} packages patterns; `any` for rooms that never ship
 */

/** For what never ships: it may look into every room. */
const ANY_ROOM = [
  'core',
  'contract',
  'linux',
  'node',
  'node-etcher',
  'etcher-writer',
  'writer',
  'cli',
  'main',
  'preload',
  'words',
  'renderer',
  'assets',
];

/** @type {readonly Room[]} */
export const ROOMS = [
  { name: 'core', folder: 'src/core', rooms: [], packages: ['zod'] },
  { name: 'contract', folder: 'src/contract', rooms: ['core'], packages: ['zod'] },
  { name: 'linux', folder: 'src/linux', rooms: ['core'], packages: [NODE] },
  // The writer of macOS and Windows: a program of its own, that no room may import. Before `node-etcher` and `node`: of several
  // folders that fit, the first that is listed counts.
  {
    name: 'etcher-writer',
    folder: 'src/node/etcher/writer',
    rooms: ['core', 'contract', 'node', 'writer'],
    packages: [NODE, 'execa', 'drivelist', 'etcher-sdk'],
  },
  {
    name: 'node-etcher',
    folder: 'src/node/etcher',
    rooms: ['core', 'contract', 'linux', 'node'],
    packages: [NODE, 'execa', 'etcher-sdk'],
  },
  {
    name: 'node',
    folder: 'src/node',
    rooms: ['core', 'contract', 'linux', 'node-etcher'],
    packages: [
      NODE,
      'zod',
      'execa',
      'drivelist',
      'micro-key-producer',
      'node-liblzma',
      'tar',
      'xz-decompress',
      'yauzl',
      'zstddec',
    ],
  },
  // The root program: no package but zod, which it gets through contract and core.
  { name: 'writer', folder: 'src/writer', rooms: ['contract', 'core', 'linux'], packages: [NODE] },
  { name: 'words', folder: 'src/words', rooms: ['core', 'assets'], packages: ['intl-messageformat'] },
  {
    name: 'main',
    folder: 'src/main',
    rooms: ['core', 'contract', 'node', 'words', 'assets'],
    packages: [NODE, 'diff', 'electron', 'zod'],
  },
  { name: 'preload', folder: 'src/preload', rooms: [], packages: ['electron'] },
  {
    name: 'cli',
    folder: 'src/cli',
    rooms: ['core', 'contract', 'node', 'words', 'assets'],
    packages: [NODE, 'zod', 'commander', 'diff', 'fast-string-width', 'intl-messageformat', 'log-update'],
  },
  {
    name: 'renderer',
    folder: 'renderer',
    rooms: ['core', 'contract', 'words', 'assets'],
    packages: ['react', 'react-dom', 'react-aria-components', 'lucide-react', 'zod'],
  },
  { name: 'assets', folder: 'assets', rooms: [], packages: [] },
  { name: 'build', folder: 'build', rooms: ANY_ROOM, packages: 'any' },
  { name: 'test', folder: 'test', rooms: [...ANY_ROOM, 'build'], packages: 'any' },
];

/** The rooms as eslint-plugin-boundaries wants them; with partial matches any folder called `build` would be that room. */
export const elements = ROOMS.map(({ name, folder }) => ({ type: name, pattern: folder, partialMatch: false }));

/** The table as policies: nothing is allowed that no row allows. */
export const policies = ROOMS.flatMap(({ name, rooms, packages }) => [
  {
    from: { element: { type: name } },
    allow: { to: { element: { types: { anyOf: [name, ...rooms] } } } },
  },
  ...packagePolicies(name, packages),
]);

/**
 * @param {string} name
 * @param {Room['packages']} packages
 */
function packagePolicies(name, packages) {
  const from = { element: { type: name } };
  if (packages === 'any') return [{ from, allow: { to: { module: { origin: ['external', 'core'] } } } }];
  const external = packages.filter((source) => source !== NODE);
  // One policy for all packages: each that there is costs every import of the tree a comparison.
  return [
    ...(packages.includes(NODE) ? [{ from, allow: { to: { module: { origin: 'core' } } } }] : []),
    ...(external.length > 0 ? [{ from, allow: { to: { module: { origin: 'external', source: external } } } }] : []),
  ];
}
