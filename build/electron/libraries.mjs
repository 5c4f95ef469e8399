// Which libraries of the system Electron lacks, and the one line that installs them.
import { execa } from 'execa';

const LDD_MS = 10_000;

/**
 * Library -> its package on Debian and Ubuntu, Fedora, Arch. A * stands for the ending that Debian 13 and Ubuntu 24.04 gave
 * to packages whose times became 64 bits wide.
 * @type {Readonly<Record<string, readonly [debian: string, fedora: string, arch: string]>>}
 */
const PACKAGES = {
  'libX11.so.6': ['libx11-6', 'libX11', 'libx11'],
  'libXcomposite.so.1': ['libxcomposite1', 'libXcomposite', 'libxcomposite'],
  'libXdamage.so.1': ['libxdamage1', 'libXdamage', 'libxdamage'],
  'libXext.so.6': ['libxext6', 'libXext', 'libxext'],
  'libXfixes.so.3': ['libxfixes3', 'libXfixes', 'libxfixes'],
  'libXrandr.so.2': ['libxrandr2', 'libXrandr', 'libxrandr'],
  'libasound.so.2': ['libasound2*', 'alsa-lib', 'alsa-lib'],
  'libatk-1.0.so.0': ['libatk1.0-0*', 'atk', 'at-spi2-core'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0*', 'at-spi2-atk', 'at-spi2-core'],
  'libatspi.so.0': ['libatspi2.0-0*', 'at-spi2-core', 'at-spi2-core'],
  'libcairo.so.2': ['libcairo2', 'cairo', 'cairo'],
  'libcups.so.2': ['libcups2*', 'cups-libs', 'libcups'],
  'libdbus-1.so.3': ['libdbus-1-3', 'dbus-libs', 'dbus'],
  'libdrm.so.2': ['libdrm2', 'libdrm', 'libdrm'],
  'libexpat.so.1': ['libexpat1', 'expat', 'expat'],
  'libgbm.so.1': ['libgbm1', 'mesa-libgbm', 'mesa'],
  'libgio-2.0.so.0': ['libglib2.0-0*', 'glib2', 'glib2'],
  'libglib-2.0.so.0': ['libglib2.0-0*', 'glib2', 'glib2'],
  'libgobject-2.0.so.0': ['libglib2.0-0*', 'glib2', 'glib2'],
  'libgtk-3.so.0': ['libgtk-3-0*', 'gtk3', 'gtk3'],
  'libnspr4.so': ['libnspr4', 'nspr', 'nspr'],
  'libnss3.so': ['libnss3', 'nss', 'nss'],
  'libnssutil3.so': ['libnss3', 'nss', 'nss'],
  'libpango-1.0.so.0': ['libpango-1.0-0', 'pango', 'pango'],
  'libsmime3.so': ['libnss3', 'nss', 'nss'],
  'libudev.so.1': ['libudev1', 'systemd-libs', 'systemd-libs'],
  'libxcb.so.1': ['libxcb1', 'libxcb', 'libxcb'],
  'libxkbcommon.so.0': ['libxkbcommon0', 'libxkbcommon', 'libxkbcommon'],
};

/**
 * The packages of all of these, as a deb names them in Depends: the newer name first, since apt takes the first that there is.
 * @returns {readonly string[]}
 */
export function debianDependencies() {
  const names = new Set(Object.values(PACKAGES).map(([debian]) => debian));
  return [...names].map((name) => (name.endsWith('*') ? `${name.slice(0, -1)}t64 | ${name.slice(0, -1)}` : name));
}

/**
 * The libraries that the system's loader does not find for this program; none where there is no `ldd` to ask.
 * @param {string} executable
 * @returns {Promise<readonly string[]>}
 */
export async function missingLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const { failed, stdout } = await execa('ldd', [executable], { timeout: LDD_MS, reject: false, env: { LC_ALL: 'C' } });
  return failed ? [] : notFound(stdout);
}

/**
 * @param {string} output of ldd
 * @returns {readonly string[]}
 */
export function notFound(output) {
  return [...new Set([...output.matchAll(/^\s*(\S+) => not found$/gm)].flatMap(([, name]) => name ?? []))];
}

/**
 * What a person is told who lacks these libraries: all of them, and how to get those that we know.
 * @param {readonly string[]} libraries not empty
 * @param {string} osRelease the text of /etc/os-release
 * @returns {string}
 */
export function aboutMissing(libraries, osRelease) {
  const named = `Electron needs libraries that are not here: ${libraries.join(', ')}`;
  const line = installLine(libraries, osRelease);
  if (line === null) return `${named}\nInstall the packages that have them.`;
  const others = libraries.filter((name) => PACKAGES[name] === undefined);
  if (others.length === 0) return `${named}\nThis installs them:\n  ${line}`;
  const rest = `Not among them, for its package is not known here: ${others.join(', ')}`;
  return `${named}\nThis installs the others:\n  ${line}\n${rest}`;
}

/**
 * The command that installs these libraries on the system that /etc/os-release describes; null on one that we do not know,
 * or when we know none of them.
 * @param {readonly string[]} libraries
 * @param {string} osRelease
 * @returns {string | null}
 */
export function installLine(libraries, osRelease) {
  const { id, like, version } = systemOf(osRelease);
  const is = (/** @type {string} */ name) => id === name || like.includes(name);
  const line = (/** @type {string} */ command, /** @type {0 | 1 | 2} */ column, ending = '') => {
    const packages = libraries.flatMap((name) => PACKAGES[name]?.[column] ?? []);
    const names = [...new Set(packages)].sort().map((name) => name.replace('*', ending));
    return names.length === 0 ? null : `${command} ${names.join(' ')}`;
  };
  if (is('debian') || is('ubuntu')) {
    return line('sudo apt-get install --no-install-recommends', 0, hasWideTimes(id, version) ? 't64' : '');
  }
  if (is('fedora')) return line('sudo dnf install', 1);
  return is('arch') ? line('sudo pacman -S --needed', 2) : null;
}

/**
 * @param {string} id
 * @param {string} version
 */
function hasWideTimes(id, version) {
  // Debian's testing has no version: it is newer than all that have one.
  return id === 'debian' ? version === '' || Number(version) >= 13 : Number(version) >= 24.04;
}

/** @param {string} osRelease */
function systemOf(osRelease) {
  const value = (/** @type {string} */ name) =>
    new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1]?.toLowerCase() ?? '';
  return { id: value('ID'), like: value('ID_LIKE').split(' '), version: value('VERSION_ID') };
}
