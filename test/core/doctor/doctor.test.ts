import { describe, expect, it } from 'vitest';
import { parseBinfmt } from '../../../src/core/doctor/binfmt.ts';
import {
  addSetting,
  appendSetting,
  installNix,
  installPackages,
  type Computer,
} from '../../../src/core/doctor/fixes.ts';
import { isTrusted, parseTrusted } from '../../../src/core/doctor/store-info.ts';
import { parseNixVersion } from '../../../src/core/doctor/version.ts';

describe('parseNixVersion', () => {
  it.each([
    ['nix (Nix) 2.8.0', 'Nix', '2.8.0', false],
    ['nix (Nix) 2.17.1', 'Nix', '2.17.1', false],
    ['nix (Nix) 2.18.0', 'Nix', '2.18.0', true],
    ['nix (Nix) 2.26.3', 'Nix', '2.26.3', true],
    ['nix (Nix) 2.32.0pre20250905_5be2d2e', 'Nix', '2.32.0pre20250905_5be2d2e', true],
    ['nix (Nix) 3.0.0', 'Nix', '3.0.0', true],
    ['nix (Lix, like Nix) 2.91.1\nSystem type: x86_64-linux', 'Lix', '2.91.1', true],
    ['nix (Determinate Nix 3.8.5) 2.30.2', 'Determinate Nix', '2.30.2', true],
    ['warning: odd\nnix (Nix) 2.20.1', 'Nix', '2.20.1', true],
  ])('%s', (text, kind, version, recent) => expect(parseNixVersion(text)).toEqual({ kind, version, recent }));

  it.each(['', 'nix', 'bash: nix: not found', 'nix-env (Nix) 2.8'])('null for %j', (text) => {
    expect(parseNixVersion(text)).toBeNull();
  });
});

describe('who is trusted', () => {
  it.each([
    ['{"trusted":1,"url":"local","version":"2.26.3"}', true],
    ['{"trusted":0,"url":"daemon","version":"2.18.1"}', false],
    ['{"trusted":true,"url":"daemon"}', true],
    ['{"url":"https://cache"}', null],
    ["error: unrecognised flag '--json'", null],
  ])('%s', (json, trusted) => expect(parseTrusted(json)).toBe(trusted));

  it.each([
    [['root'], false],
    [['root', 'ann'], true],
    [['@wheel'], true],
    [['@ann'], false],
    [['*'], true],
    [['anna'], false],
  ])('%j', (users, trusted) => expect(isTrusted(users, 'ann', ['users', 'wheel'])).toBe(trusted));
});

describe('parseBinfmt', () => {
  const text = (state: string, flags: string): string =>
    `${state}\ninterpreter /usr/libexec/qemu-binfmt/aarch64-binfmt-P\nflags: ${flags}\noffset 0\nmagic 7f454c46\nmask ff\n`;

  it('tells whether it is on, and whether the sandbox finds it', () => {
    const interpreter = '/usr/libexec/qemu-binfmt/aarch64-binfmt-P';
    expect(parseBinfmt(text('enabled', 'POCF'))).toEqual({ enabled: true, interpreter, fixed: true });
    expect(parseBinfmt(text('enabled', 'OC'))).toEqual({ enabled: true, interpreter, fixed: false });
    expect(parseBinfmt(text('disabled', 'F'))).toMatchObject({ enabled: false, fixed: true });
  });
});

describe('the lines that mend', () => {
  const plain: Computer = {
    ...{ os: 'linux', nixos: false, nixDarwin: false, determinate: false, debian: true, debianNix: false },
    ...{ systemd: true, daemon: false, root: false },
  };

  it('suit the computer', () => {
    const add = (more: object): string => addSetting({ ...plain, ...more }, 'trusted-users', ['ann']);
    expect(add({})).toBe("sudo mkdir -p /etc/nix && echo 'extra-trusted-users = ann' | sudo tee -a /etc/nix/nix.conf");
    expect(add({ root: true })).toBe(
      "mkdir -p /etc/nix && echo 'extra-trusted-users = ann' | tee -a /etc/nix/nix.conf",
    );
    expect(add({ determinate: true })).toContain('/etc/nix/nix.custom.conf');
    expect(add({ nixos: true })).toBe('nix.settings.trusted-users = [ "ann" ];');
    expect(installPackages(plain, ['udev'])).toBe('sudo apt-get install -y udev');
    expect(installPackages({ ...plain, debian: false }, ['udev'])).toBeNull();
  });

  it('make a running daemon read its settings again', () => {
    const line = (more: object): string => appendSetting({ ...plain, daemon: true, ...more }, 'a = b');
    expect(line({})).toBe(
      "sudo mkdir -p /etc/nix && echo 'a = b' | sudo tee -a /etc/nix/nix.conf && sudo systemctl restart nix-daemon",
    );
    expect(line({ root: true })).toMatch(/tee -a \/etc\/nix\/nix\.conf && systemctl restart nix-daemon$/);
    expect(line({ daemon: false })).not.toContain('systemctl');
  });

  it("take Debian's Nix away before another is installed", () => {
    const upstream = 'curl -sSfL https://nixos.org/nix/install | sh -s -- --daemon';
    expect(installNix(plain)).toBe(upstream);
    expect(installNix({ ...plain, debianNix: true })).toBe(`sudo apt-get remove -y nix-bin && ${upstream}`);
    expect(installNix({ ...plain, debianNix: true, root: true })).toBe(`apt-get remove -y nix-bin && ${upstream}`);
    expect(installNix({ ...plain, nixos: true })).toBeNull();
  });
});
