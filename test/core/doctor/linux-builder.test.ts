import { describe, expect, it } from 'vitest';
import { addSetting, appendSetting, installNix, type Computer } from '../../../src/core/doctor/fixes.ts';
import { setUpLinuxBuilder } from '../../../src/core/doctor/linux-builder.ts';
import { parseMachines, type NixConfig } from '../../../src/core/nix/config.ts';

/** A Mac with the Nix of nixos.org. */
const mac: Computer = {
  ...{ os: 'macos', nixos: false, nixDarwin: false, determinate: false, debian: false, debianNix: false },
  ...{ systemd: false, daemon: false, root: false },
};
const config = (builders: string): NixConfig => ({ system: 'aarch64-darwin', builders }) as NixConfig;

describe("the line that sets up nixpkgs' linux-builder on a Mac", () => {
  const line = setUpLinuxBuilder(mac, config('@/etc/nix/machines'), 'ada');

  it('tells ssh and Nix of it as the manual does, and starts it last', () => {
    expect(line.split(' && ')).toEqual([
      `printf '%s\\n' 'Host linux-builder' '  Hostname localhost' '  HostKeyAlias linux-builder' '  Port 31022' | sudo tee /etc/ssh/ssh_config.d/100-linux-builder.conf`,
      'sudo mkdir -p /etc/nix',
      expect.stringMatching(
        /^echo 'ssh-ng:\/\/builder@linux-builder aarch64-linux \/etc\/nix\/builder_ed25519 4 1 kvm,benchmark,big-parallel - \S+' \| sudo tee -a \/etc\/nix\/machines$/,
      ) as string,
      'sudo mkdir -p /etc/nix',
      String.raw`printf '%s\n' 'builders-use-substitutes = true' 'extra-trusted-users = ada' | sudo tee -a /etc/nix/nix.conf`,
      'sudo launchctl kickstart -k system/org.nixos.nix-daemon',
      'nix --extra-experimental-features "nix-command flakes" run nixpkgs#darwin.linux-builder',
    ]);
    expect(line).not.toContain('\n');
  });

  it('names a machine that is read as a builder for the Pis, with the public host key of all linux-builders', () => {
    const machine = /echo '(ssh-ng:[^']*)'/.exec(line)?.[1] ?? '';
    expect(parseMachines(machine)).toMatchObject([{ systems: ['aarch64-linux'], keyFile: '/etc/nix/builder_ed25519' }]);
    const hostKey = Buffer.from(machine.split(' ').at(-1) ?? '', 'base64').toString('utf8');
    expect(hostKey).toMatch(/^ssh-ed25519 \S{68} root@nixos\n$/);
  });

  it('leaves the builders that there are', () => {
    expect(setUpLinuxBuilder(mac, config('ssh://a x86_64-linux\nssh://b'), 'ada')).toContain(
      "echo 'builders = ssh://a x86_64-linux ; ssh://b ; ssh-ng://builder@linux-builder aarch64-linux",
    );
    expect(setUpLinuxBuilder(mac, config('@/etc/nix/others'), 'ada')).toContain('tee -a /etc/nix/others');
  });

  it("is one of nix-darwin's configuration where that rules, which it does not with Determinate Nix", () => {
    const nixDarwin = { ...mac, nixDarwin: true };
    expect(setUpLinuxBuilder(nixDarwin, config(''), 'ada')).toBe('nix.linux-builder.enable = true;');
    expect(setUpLinuxBuilder({ ...nixDarwin, determinate: true }, config(''), 'ada')).toMatch(
      /nix\.custom\.conf && sudo launchctl kickstart -k system\/systems\.determinate\.nix-daemon && nix /,
    );
  });
});

describe('other lines', () => {
  it('suit a Mac', () => {
    expect(appendSetting(mac, 'a = b')).toBe(
      "sudo mkdir -p /etc/nix && echo 'a = b' | sudo tee -a /etc/nix/nix.conf && sudo launchctl kickstart -k system/org.nixos.nix-daemon",
    );
    expect(addSetting({ ...mac, nixDarwin: true }, 'trusted-users', ['ann'])).toBe(
      'nix.settings.trusted-users = [ "ann" ];',
    );
    expect(installNix(mac)).toContain('https://nixos.org/nix/install');
  });

  it('install no Nix on Windows', () => {
    expect(installNix({ ...mac, os: 'windows' })).toBeNull();
  });
});
