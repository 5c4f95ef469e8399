import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import type { Computer } from '../../../src/core/doctor/fixes.ts';
import type { Finding } from '../../../src/core/doctor/finding.ts';
import type { NixConfig } from '../../../src/core/nix/config.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { checkAarch64 } from '../../../src/node/doctor/checks/aarch64.ts';
import { checkBuildUsers } from '../../../src/node/doctor/checks/build-users.ts';
import { checkLsblk } from '../../../src/node/doctor/checks/lsblk.ts';
import { checkNix } from '../../../src/node/doctor/checks/nix.ts';
import { checkRights } from '../../../src/node/doctor/checks/rights.ts';
import { checkSsh } from '../../../src/node/doctor/checks/ssh.ts';
import { checkUdev } from '../../../src/node/doctor/checks/udev.ts';
import type { Context } from '../../../src/node/doctor/context.ts';
import { lookUp } from '../../../src/node/doctor/look-up.ts';
import { tempFolder } from '../../support/temp-folder.ts';

// macOS and Windows as we know them from their documentation: none of this was run there.

const COMPUTER: Computer = {
  ...{ os: 'linux', nixos: false, nixDarwin: false, determinate: false, debian: false, debianNix: false },
  ...{ systemd: false, daemon: false, root: false },
};

interface Given {
  readonly os: Computer['os'];
  /** What Nix calls the computer; null without Nix. */
  readonly system?: string;
  readonly builders?: string;
}

function contextOf({ os, system, builders = '@/etc/nix/machines' }: Given): Context {
  const nix = { readText: () => Promise.resolve(null) } as Partial<NixPort> as NixPort;
  const config = { system, builders, extraPlatforms: [], buildUsersGroup: 'nixbld' } as Partial<NixConfig> as NixConfig;
  return {
    ...{ nix, signal: new AbortController().signal, user: 'root', computer: { ...COMPUTER, os } },
    version: system === undefined ? null : { kind: 'Nix', version: '2.31.2', recent: true },
    config: system === undefined ? null : config,
  };
}

const here = (): string => '/usr/bin/ssh';
const nowhere = (): null => null;

function words({ id, state }: Finding): string {
  const key = `doctor.${id}.${state}`;
  expect(Object.keys(en)).toContain(key);
  return (en as Record<string, string>)[key] ?? '';
}

describe('a computer without Nix', () => {
  it.each(['linux', 'macos', 'windows'] as const)('of the kind %s builds on another machine', (os) => {
    const found = checkNix(contextOf({ os }), here);
    expect(found.level).toBe('warning');
    expect(words(found)).toContain('`nixberry build --on host:USER@MACHINE …`');
    expect(found.fix === null).toBe(os === 'windows');
  });

  it('and without ssh can build nowhere', () => {
    expect(checkNix(contextOf({ os: 'linux' }), nowhere).level).toBe('problem');
    expect(checkSsh(contextOf({ os: 'linux' }), nowhere).level).toBe('problem');
  });
});

describe('ssh', () => {
  it('is found', () => {
    const found = checkSsh(contextOf({ os: 'linux' }), here);
    expect(found).toMatchObject({ state: 'found', level: 'ok', facts: { program: '/usr/bin/ssh' } });
    expect(words(found)).toContain('{program}');
  });

  it('that is missing comes from a package, or is a part of Windows', () => {
    const context = contextOf({ os: 'linux', system: 'x86_64-linux' });
    const debian = { ...context, computer: { ...context.computer, debian: true } };
    expect(checkSsh(debian, nowhere)).toMatchObject({
      ...{ state: 'missing', level: 'info', fix: 'sudo apt-get install -y openssh-client' },
    });
    const windows = checkSsh(contextOf({ os: 'windows' }), nowhere);
    expect(windows.fix).toBe('Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0');
    expect(words(windows)).toContain('PowerShell');
  });

  it('has an ending on Windows', async () => {
    const folder = await tempFolder();
    await mkdir(path.join(folder, 'OpenSSH'));
    const program = path.join(folder, 'OpenSSH/ssh.exe');
    await writeFile(program, '', { mode: 0o755 });
    expect(lookUp('ssh', path.dirname(program), true)).toBe(program);
    expect(lookUp('ssh.exe', path.dirname(program), true)).toBeNull();
  });
});

describe('a Mac', () => {
  it('with Apple Silicon builds in a linux-builder', async () => {
    const found = await checkAarch64(contextOf({ os: 'macos', system: 'aarch64-darwin' }));
    expect(found).toMatchObject({ state: 'linux-builder', level: 'warning' });
    expect(found?.fix).toContain('nixpkgs#darwin.linux-builder');
    expect(found && words(found)).toContain('host:');
  });

  it('that has one does so already', async () => {
    const builders = 'ssh-ng://builder@linux-builder aarch64-linux /etc/nix/builder_ed25519 4';
    expect(await checkAarch64(contextOf({ os: 'macos', system: 'aarch64-darwin', builders }))).toMatchObject({
      ...{ state: 'builder', level: 'ok', facts: { machine: 'ssh-ng://builder@linux-builder' } },
    });
  });

  it('with an Intel processor needs another machine', async () => {
    const found = await checkAarch64(contextOf({ os: 'macos', system: 'x86_64-darwin' }));
    expect(found).toMatchObject({ state: 'intel-mac', fix: null });
    expect(found && words(found)).toContain('host:');
  });
});

it.each(['macos', 'windows'] as const)("on %s nothing is said of Linux's own, nor promised for cards", async (os) => {
  const context = contextOf({ os, system: 'aarch64-darwin' });
  expect([checkLsblk(context), checkUdev(context), await checkBuildUsers(context)]).toEqual([null, null, null]);
  const rights = checkRights(context);
  expect(rights).toMatchObject({ state: 'not-here', level: 'warning' });
  expect(words(rights)).toContain('--out FILE');
});
