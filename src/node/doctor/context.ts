import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { parseNixVersion, type NixVersion } from '../../core/doctor/version.ts';
import type { Computer } from '../../core/doctor/fixes.ts';
import { versionArgv } from '../../core/nix/argv.ts';
import type { NixConfig } from '../../core/nix/config.ts';
import type { NixPort } from '../../core/nix/ports.ts';
import { queryConfig } from '../../core/nix/query.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { lookUp } from './look-up.ts';

const VERSION_TIMEOUT_MS = 10_000;
const DPKG_TIMEOUT_MS = 10_000;

/** There where systemd is the running init, and not only installed. */
const SYSTEMD = '/run/systemd/system';
/** What nix-darwin leaves on a Mac that it has set up. */
const NIX_DARWIN = ['/run/current-system/darwin-version', '/run/current-system/sw/bin/darwin-rebuild'];
const DAEMON_UNIT = 'nix-daemon.service';
const UNIT_FOLDERS = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];

/** What several checks want to know, found out once. */
export interface Context {
  readonly nix: NixPort;
  readonly signal: CancelSignal;
  /** Null where there is no Nix, or one that does not answer. */
  readonly version: NixVersion | null;
  readonly config: NixConfig | null;
  readonly computer: Computer;
  readonly user: string;
}

export async function readContext(nix: NixPort, signal: CancelSignal): Promise<Context> {
  const version = await readVersion(nix, signal);
  const config = version === null ? null : await queryConfig(nix, signal).catch(() => null);
  const computer = { ...(await readComputer()), determinate: version?.kind === 'Determinate Nix' };
  return { nix, signal, version, config, computer, user: userInfo().username };
}

async function readVersion(nix: NixPort, signal: CancelSignal): Promise<NixVersion | null> {
  const run = await nix.run(versionArgv(), { signal, timeoutMs: VERSION_TIMEOUT_MS }).catch(() => null);
  return run?.code === 0 ? parseNixVersion(run.stdout) : null;
}

async function readComputer(): Promise<Omit<Computer, 'determinate'>> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const systemd = existsSync(SYSTEMD);
  const debian = /^(?:ID|ID_LIKE)=.*\b(?:debian|ubuntu)\b/m.test(release);
  return {
    os: osOf(process.platform),
    nixDarwin: process.platform === 'darwin' && NIX_DARWIN.some((path) => existsSync(path)),
    root: process.getuid?.() === 0,
    nixos: existsSync('/etc/NIXOS'),
    debian,
    debianNix: debian && lookUp('nix') === '/usr/bin/nix' && (await isInstalled('nix-bin')),
    systemd,
    daemon: systemd && UNIT_FOLDERS.some((folder) => existsSync(`${folder}/${DAEMON_UNIT}`)),
  };
}

function osOf(platform: NodeJS.Platform): Computer['os'] {
  switch (platform) {
    case 'linux':
      return 'linux';
    case 'darwin':
      return 'macos';
    case 'win32':
      return 'windows';
    default:
      return 'other';
  }
}

async function isInstalled(name: string): Promise<boolean> {
  const argv = ['--show', '--showformat=${db:Status-Status}', name];
  const asked = await execa('dpkg-query', argv, { timeout: DPKG_TIMEOUT_MS }).catch(() => null);
  return asked?.stdout === 'installed';
}
