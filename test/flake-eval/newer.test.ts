import { execa } from 'execa';
import { expect, it } from 'vitest';
import { formatSettings } from '../../src/core/spec/settings-text.ts';
import { secretName } from './arrived.ts';
import { evaluate } from './evaluate.ts';
import { answers, makeProject, settingsOf, writeHost } from './project.ts';

/**
 * The options of newer releases that the modules ask for (assets/flake/README.md), declared as their sources do. It shows
 * that the branches for them are taken and mean what they should; not that the releases really have them so.
 */
const NEWER = `{ config, lib, ... }:
let
  option = type: default: lib.mkOption { inherit type default; };
in
{
  options = {
    image.baseName = option lib.types.str "nixos-image";
    sdImage.rootVolumeLabel = option lib.types.str "NIXOS_SD";
    networking.wireless.secretsFile = option (lib.types.nullOr lib.types.path) null;
    networking.wireless.extraConfigFiles = option (lib.types.listOf lib.types.path) [ ];
    hardware.alsa.enablePersistence = option lib.types.bool false;
    boot.initrd.allowMissingModules = option lib.types.bool false;
    system.preSwitchChecks = option (lib.types.attrsOf lib.types.str) { };
  };
  config = {
    users.groups.wpa_supplicant = { };
    users.users.wpa_supplicant = { isSystemUser = true; group = "wpa_supplicant"; };
    fileSystems."/".device = lib.mkForce "/dev/disk/by-label/\${config.sdImage.rootVolumeLabel}";
  };
}`;

const EXTRA_FILE = '/var/lib/nixberry/wpa_supplicant.conf';

it('the options of newer releases are used where they are', async () => {
  const host = settingsOf({
    ...answers('pi4', 'shed'),
    wifi: { country: 'GB', networks: [{ ssid: 'Home', security: 'wpa2+wpa3' }] },
    interfaces: { audio: true },
    image: { uniqueIds: true },
  });
  const dir = await makeProject([host]);
  await writeHost(dir, 'shed', formatSettings(host), NEWER);
  const facts = await evaluate(
    dir,
    'nixosConfigurations.shed.config',
    `config: {
      image = config.system.build.sdImage.drvPath;
      inherit (config.image) baseName;
      oldBaseName = config.sdImage.imageBaseName;
      label = config.sdImage.rootVolumeLabel;
      root = config.fileSystems."/".device;
      inherit (config.networking.wireless) secretsFile environmentFile extraConfigFiles;
      bound = config.systemd.services.wpa_supplicant-wlan0.serviceConfig.BindReadOnlyPaths;
      home = { inherit (config.networking.wireless.networks.Home) psk pskRaw; };
      persistence = config.hardware.alsa.enablePersistence;
      oldSound = config.sound.enable;
      allowMissing = config.boot.initrd.allowMissingModules;
      rules = builtins.filter (rule: builtins.match "f /var/lib/nixberry/.*" rule != null) config.systemd.tmpfiles.rules;
    }`,
  );
  expect(facts).toMatchObject({
    ...{ baseName: 'nixos-shed', oldBaseName: 'nixos-sd-image' },
    label: expect.stringMatching(/^NIXOS_[0-9A-F]{8}$/) as unknown,
    root: expect.stringMatching(/^\/dev\/disk\/by-label\/NIXOS_[0-9A-F]{8}$/) as unknown,
    ...{ secretsFile: '/var/lib/nixberry/wifi.secrets', environmentFile: null },
    // Its service has a root of its own.
    ...{ extraConfigFiles: [EXTRA_FILE], bound: [EXTRA_FILE] },
    home: { psk: null, pskRaw: `ext:${secretName('Home')}` },
    ...{ persistence: true, oldSound: false, allowMissing: true },
    rules: ['/var/lib/nixberry/wifi.secrets', EXTRA_FILE].map((file) => `f ${file} 0400 wpa_supplicant root -`),
  });
});

it('a card that the new system could not start from is not updated', async () => {
  const host = settingsOf({ ...answers('pi4', 'shed'), image: { uniqueIds: true } });
  const dir = await makeProject([host]);
  await writeHost(dir, 'shed', formatSettings(host), NEWER);
  const apply = 'config: { checks = config.system.preSwitchChecks; root = config.fileSystems."/".device; }';
  const { checks, root } = (await evaluate(dir, 'nixosConfigurations.shed.config', apply)) as {
    readonly checks: Readonly<Record<string, string>>;
    readonly root: string;
  };
  // As switch-to-configuration runs it, in a shell of its own.
  const run = (device: string): Promise<{ readonly exitCode?: number; readonly stderr: string }> =>
    execa('bash', ['-c', checks.nixberryRootLabel!.replaceAll(root, device)], { reject: false });
  expect(await run(root)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining(`there is no ${root}`) as unknown,
  });
  expect(await run('/dev/null')).toMatchObject({ exitCode: 0, stderr: '' });
});
