import { mkdir, mkdtemp, rm, writeFile, chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import type { Finding } from '../../../src/core/doctor/finding.ts';
import type { NixConfig } from '../../../src/core/nix/config.ts';
import { checkBuildUsers } from '../../../src/node/doctor/checks/build-users.ts';
import { checkNix } from '../../../src/node/doctor/checks/nix.ts';
import { checkRights } from '../../../src/node/doctor/checks/rights.ts';
import { checkStore } from '../../../src/node/doctor/checks/store.ts';
import type { Context } from '../../../src/node/doctor/context.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'nixberry-checks-'))));
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(dir, { recursive: true, force: true });
});

/** What is known of a Debian with its own old Nix, for an ordinary user. */
function contextOf(computer: Partial<Context['computer']> = {}, recent = false): Context {
  return {
    nix: createNixPort({ program: join(dir, 'none') }),
    signal: new AbortController().signal,
    version: { kind: 'Nix', version: recent ? '2.26.3' : '2.8.0', recent },
    config: null,
    user: 'ann',
    computer: {
      ...{ os: 'linux', nixos: false, nixDarwin: false, determinate: false, debian: true, debianNix: true },
      ...{ systemd: true, daemon: false, root: false },
      ...computer,
    },
  };
}

describe('whether the store can be used', () => {
  const check = async (computer: Partial<Context['computer']> = {}, mayWrite = false): Promise<Finding | null> => {
    const found = await checkStore(contextOf(computer, true), {
      stateDir: dir,
      mayWrite: () => Promise.resolve(mayWrite),
    });
    if (found) expect(Object.keys(en)).toContain(`doctor.store.${found.state}`);
    return found;
  };

  it('can by its owner, and through a daemon that answers', async () => {
    expect(await check({}, true)).toMatchObject({ state: 'writable', level: 'ok' });
    await mkdir(join(dir, 'daemon-socket'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(dir, 'daemon-socket/socket'), resolve));
    expect(await check()).toMatchObject({ state: 'daemon', level: 'ok' });
    await new Promise((resolve) => server.close(resolve));
  });

  it('cannot by anybody else, and says what mends it', async () => {
    const level = 'problem';
    const fix = 'sudo apt-get install -y nix-setup-systemd && sudo adduser ann nix-users';
    expect(await check()).toMatchObject({ state: 'no-daemon', level, fix });
    const start = 'sudo systemctl restart nix-daemon';
    expect(await check({ daemon: true })).toMatchObject({ state: 'stopped', level, fix: start });
    expect(await check({ debianNix: false })).toMatchObject({ state: 'foreign', level, fix: null });
    expect(await check({ systemd: false })).toMatchObject({ state: 'foreign', level, fix: null });
  });

  it('is not mended for an old Nix, but comes with a newer one', async () => {
    const old = await checkStore(contextOf(), { stateDir: dir, mayWrite: () => Promise.resolve(false) });
    expect(old).toMatchObject({ state: 'no-daemon', fix: checkNix(contextOf()).fix });
  });

  it('is not asked where there is no store yet, or Nix uses another', async () => {
    const env = { stateDir: join(dir, 'none'), mayWrite: () => Promise.resolve(false) };
    expect(await checkStore(contextOf(), env)).toBeNull();
    vi.stubEnv('NIX_REMOTE', 'ssh-ng://elsewhere');
    expect(await check()).toBeNull();
  });
});

describe('build users that are missing', () => {
  const fixFor = async (recent: boolean, debianNix: boolean): Promise<string | null | undefined> => {
    const context = contextOf({ root: true, debianNix }, recent);
    const config = { buildUsersGroup: 'nobody-has-this' } as NixConfig;
    return (await checkBuildUsers({ ...context, user: 'root', config }))?.fix;
  };

  it("come with Debian's package only for Debian's Nix, and one that stays", async () => {
    const without = "mkdir -p /etc/nix && echo 'build-users-group =' | tee -a /etc/nix/nix.conf";
    expect(await fixFor(true, true)).toBe('apt-get install -y nix-setup-systemd');
    expect(await fixFor(false, true)).toBe(without);
    expect(await fixFor(true, false)).toBe(without);
  });
});

describe('how rights are got', () => {
  it('does not promise that sudo will let somebody in', async () => {
    await writeFile(join(dir, 'sudo'), '');
    await chmod(join(dir, 'sudo'), 0o755);
    vi.stubEnv('PATH', dir);
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    expect(checkRights(contextOf())).toMatchObject({
      state: 'sudo',
      level: 'info',
      facts: { program: join(dir, 'sudo') },
    });
    expect(en['doctor.rights.sudo']).toContain('will ask for your password');
  });
});

describe('a Nix that is too old', () => {
  it('has to go first where it is a package, as the installer wants', () => {
    expect(checkNix(contextOf())).toMatchObject({
      state: 'old-package',
      fix: expect.stringMatching(/^sudo apt-get remove/) as string,
    });
    expect(checkNix(contextOf({ debianNix: false }))).toMatchObject({
      state: 'old',
      fix: expect.stringMatching(/^curl/) as string,
    });
  });
});

it.each(['doctor.udev.missing', 'doctor.udev.stopped'] as const)('%s says what cannot be seen on a drive', (key) => {
  expect(en[key]).toMatch(/unless it is root, .*file systems, labels/);
});
