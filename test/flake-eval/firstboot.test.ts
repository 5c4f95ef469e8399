import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluate, textOfDerivation } from './evaluate.ts';
import { answers, makeProject, settingsOf } from './project.ts';

// What the unit does around firstboot.sh, run here with a folder in the place of the card: not every kernel has vfat.

const SCRIPTS = path.resolve('assets/flake/project/modules/firstboot');
const SSID = 'Home';
const SEED = [
  'nixberry-seed=1',
  'id=0123456789abcdef',
  'hostname=barn',
  `wifi=wpa2,0,${Buffer.from(SSID).toString('hex')},${'af'.repeat(32)},`,
  'end=1',
  '',
].join('\n');

interface Unit {
  readonly script: string;
  /** The derivation of the file with the names of networks. */
  readonly declared: string;
}

async function unitOf(): Promise<Unit> {
  const wifi = { country: 'GB', networks: [{ ssid: SSID }] };
  const dir = await makeProject([settingsOf({ ...answers('pi4', 'shed'), wifi })]);
  const unit = `unit: {
    inherit (unit) script;
    declared = builtins.head (builtins.filter (path: builtins.match ".*-nixberry-networks\\\\.drv" path != null)
      (builtins.attrNames (builtins.getContext unit.script)));
  }`;
  return (await evaluate(dir, 'nixosConfigurations.shed.config.systemd.services.nixberry-firstboot', unit)) as Unit;
}

it('a card with a seed, without one, or with one that is wrong starts all the same', async () => {
  const { script, declared } = await unitOf();
  const dir = await tempFolder();
  for (const folder of ['bin', 'mount', 'card/nixberry']) await mkdir(path.join(dir, folder), { recursive: true });
  await writeFile(path.join(dir, 'declared'), await textOfDerivation(declared));
  const fake = (name: string, text: string): Promise<void> =>
    writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await fake('udevadm', 'exit 1');
  await fake('mount', `echo "$@" > ${dir}/mounted; exec /bin/mount --bind ${dir}/card $6`);
  const put = (text: string): Promise<void> => writeFile(path.join(dir, 'card/nixberry/seed.conf'), text);

  const run = async (partition: string): Promise<object> => {
    const here = script
      .replaceAll('/dev/disk/by-label/FIRMWARE', partition)
      .replaceAll('/var/lib/nixberry', `${dir}/state`)
      .replaceAll('/run/nixberry-seed', `${dir}/mount`)
      .replaceAll('/etc/', `${dir}/etc/`)
      .replaceAll(/\/nix\/store\/\S+-nixberry-networks/g, `${dir}/declared`)
      .replaceAll(/\/nix\/store\/\w+-firstboot\b/g, SCRIPTS)
      .replaceAll(/\/nix\/store\/\S+\/bin\/bash/g, '/bin/bash')
      .replaceAll(/(host-name\.sh \S+)/g, `$1 ${dir}/kernel-name`);
    expect(here).not.toContain('/nix/store');
    await writeFile(path.join(dir, 'kernel-name'), '');
    // As NixOS runs a unit's script, and in a mount namespace of its own, as the unit has.
    const { exitCode, stderr } = await execa('unshare', ['-m', 'bash', '-e', '-c', here], {
      env: { PATH: `${dir}/bin:${process.env.PATH ?? ''}` },
      reject: false,
    });
    return { exitCode, stderr, name: await readFile(path.join(dir, 'kernel-name'), 'utf8') };
  };

  const missing = path.join(dir, 'nothing');
  expect(await run(missing)).toEqual({
    ...{ exitCode: 0, stderr: `nixberry: no partition ${missing}; no settings are taken from the card`, name: '' },
  });
  expect(await run('/dev/null')).toEqual({ exitCode: 0, stderr: '', name: '' });
  const options = 'umask=077,nodev,noexec,nosuid';
  expect(await readFile(path.join(dir, 'mounted'), 'utf8')).toBe(`-t vfat -o ${options} /dev/null ${dir}/mount\n`);
  await put(SEED);
  expect(await run('/dev/null')).toEqual({ exitCode: 0, stderr: '', name: 'barn\n' });
  expect(await readdir(path.join(dir, 'card/nixberry'))).toEqual(['used.conf']);
  // The system knows the network, so that its passphrase is enough.
  expect(await readFile(path.join(dir, 'state/wpa_supplicant.conf'), 'utf8')).toBe('');
  expect(await readFile(path.join(dir, 'state/wifi.secrets'), 'utf8')).toMatch(/^psk_[0-9a-f]{8}=(af){32}\n$/);
  // The name is taken, whatever becomes of the seed.
  await put(SEED.replace('end=1', ''));
  expect(await run('/dev/null')).toMatchObject({ exitCode: 1, name: 'barn\n' });
  await fake('mount', 'exit 32');
  expect(await run('/dev/null')).toMatchObject({ exitCode: 1, name: 'barn\n' });
});

it("a card's own name is the one that is announced, and stays", async () => {
  const wifi = { country: 'GB', backend: 'networkmanager' as const, networks: [{ ssid: SSID }] };
  const dir = await makeProject([settingsOf({ ...answers('pi4', 'shed'), wifi })]);
  const facts = await evaluate(
    dir,
    'nixosConfigurations.shed.config',
    `config: {
      avahi = config.services.avahi.hostName;
      inherit (config.networking) hostName;
      manager = config.networking.networkmanager.settings.main.hostname-mode;
      unit = { inherit (config.systemd.services.nixberry-firstboot.serviceConfig) SuccessExitStatus TimeoutStartSec; };
    }`,
  );
  expect(facts).toEqual({
    ...{ avahi: '', hostName: 'shed', manager: 'none' },
    unit: { SuccessExitStatus: 1, TimeoutStartSec: '5min' },
  });
});

it('an update of the system touches nothing that the card has brought', async () => {
  const dir = await makeProject([settingsOf(answers('pi4', 'shed'))]);
  const facts = await evaluate(
    dir,
    'nixosConfigurations.shed.config',
    `config: {
      files = builtins.attrNames config.environment.etc;
      # Nor does activating a system set the kernel's host name.
      activation = builtins.match ".*(/var/lib/nixberry|ssh_host|hostname).*" config.system.activationScripts.script;
      restart = config.systemd.services.nixberry-firstboot.restartIfChanged;
      inherit (config.users) mutableUsers;
    }`,
  );
  expect(facts).toMatchObject({ activation: null, restart: false, mutableUsers: true });
  const { files } = facts as { readonly files: readonly string[] };
  expect(files.filter((file) => /^ssh\/ssh_host|^NetworkManager\/system-connections/.test(file))).toEqual([]);
});
