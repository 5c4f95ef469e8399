/**
 * What electron-builder asks fpm for.
 * @typedef {object} DebOrder
 * @property {Readonly<Record<string, string>>} facts name, version, architecture, maintainer, url, description, category, priority
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {readonly (readonly [name: string, file: string])[]} scripts by dpkg's names
 * @property {readonly { readonly from: string, readonly to: string }[]} files
 * @property {string} compression as dpkg-deb calls it
 * @property {string} output
 */

/** Options with a value that become a fact. */
const FACTS = ['name', 'version', 'architecture', 'maintainer', 'url', 'description', 'category', 'deb-priority'];
/** dpkg's names of the scripts. */
const SCRIPTS = new Map([
  ['after-install', 'postinst'],
  ['after-remove', 'postrm'],
]);
/** Said by electron-builder, and nothing to a deb. */
const IDLE = ['vendor', 'license', 'iteration', 's', 't', 'log'];
const FLAGS = ['force', 'debug'];
/** fpm's names of packings that dpkg-deb calls otherwise. */
const PACKINGS = new Map([
  ['zst', 'zstd'],
  ['gz', 'gzip'],
]);

/**
 * Throws for what it does not know: a package that silently lacks something is worse than none.
 * @param {readonly string[]} argv
 * @returns {DebOrder}
 */
export function readFpmArguments(argv) {
  /** @type {Record<string, string>} */
  const facts = {};
  /** @type {Record<'d' | 'deb-recommends', string[]>} */
  const lists = { d: [], 'deb-recommends': [] };
  /** @type {[string, string][]} */
  const scripts = [];
  /** @type {{ from: string, to: string }[]} */
  const files = [];
  let compression = 'xz';
  let output = '';
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, option, joined] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (option === undefined) {
      const at = word.lastIndexOf('=');
      if (at < 1) throw new Error(`fpm: no file: ${word}`);
      files.push({ from: word.slice(0, at), to: word.slice(at + 1) });
      continue;
    }
    if (FLAGS.includes(option)) continue;
    const value = joined ?? words.shift();
    if (value === undefined) throw new Error(`fpm: --${option} without a value`);
    const script = SCRIPTS.get(option);
    if (FACTS.includes(option)) facts[option] = value;
    else if (option === 'd' || option === 'deb-recommends') lists[option].push(value);
    else if (script !== undefined) scripts.push([script, value]);
    else if (option === 'deb-compression') compression = PACKINGS.get(value) ?? value;
    else if (option === 'package') output = value;
    else if (!IDLE.includes(option)) throw new Error(`fpm: unknown option --${option}`);
  }
  if (output === '' || facts.name === undefined || facts.version === undefined)
    throw new Error('fpm: not a whole order');
  return { facts, depends: lists.d, recommends: lists['deb-recommends'], scripts, files, compression, output };
}

/**
 * The text of DEBIAN/control (deb-control(5)).
 * @param {DebOrder} order
 * @param {number} installedKiB
 * @returns {string}
 */
export function controlText({ facts, depends, recommends }, installedKiB) {
  const [synopsis = '', ...rest] = (facts.description ?? '').split('\n').map((line) => line.trim());
  /** @type {readonly (readonly [string, string])[]} */
  const fields = [
    ['Package', facts.name ?? ''],
    ['Version', facts.version ?? ''],
    ['Architecture', facts.architecture === 'x86_64' ? 'amd64' : (facts.architecture ?? 'all')],
    ['Maintainer', facts.maintainer ?? ''],
    ['Installed-Size', String(installedKiB)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', facts.category ?? 'utils'],
    ['Priority', facts['deb-priority'] ?? 'optional'],
    ['Homepage', facts.url ?? ''],
    ['Description', [synopsis, ...rest.map((line) => ` ${line === '' ? '.' : line}`)].join('\n')],
  ];
  return fields.flatMap(([name, value]) => (value === '' ? [] : [`${name}: ${value}\n`])).join('');
}
