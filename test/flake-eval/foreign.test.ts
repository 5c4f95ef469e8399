import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { explain } from '../../src/core/nix/explain.ts';
import { listHosts, type OfferedHost } from '../../src/core/nix/hosts.ts';
import type { NixPort } from '../../src/core/nix/ports.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluationError, nix } from './evaluate.ts';

/** In short what github:mcdonc/nixos-pi-zero-2 is, and the line that we tell people to add to it. */
const FLAKE = `{
  inputs = {
    nixpkgs.url = "github:nixos/nixpkgs/nixpkgs-unstable";
    deploy-rs.url = "github:serokell/deploy-rs";
    nixos-hardware.url = "github:NixOS/nixos-hardware";
  };
  outputs = { nixpkgs, nixos-hardware, ... }: let
    host = modules: nixpkgs.lib.nixosSystem {
      modules = modules ++ [
        "\${nixpkgs}/nixos/modules/installer/sd-card/sd-image-aarch64.nix"
        {
          nixpkgs.hostPlatform.system = "aarch64-linux";
          nixpkgs.buildPlatform.system = "x86_64-linux";
          nixpkgs.overlays = [
            (final: super: { makeModulesClosure = x: super.makeModulesClosure (x // { allowMissing = true; }); })
          ];
          sdImage.compressImage = false;
          system.stateVersion = "24.05";
        }
      ];
    };
    pi4 = "\${nixos-hardware}/raspberry-pi/4";
  in {
    nixosConfigurations.zero2w = host [ ];
    nixosConfigurations.pi4 = host [ pi4 ];
    nixosConfigurations.mended = host [ pi4 ({ lib, ... }: { boot.supportedFilesystems.zfs = lib.mkForce false; }) ];
  };
}
`;

/** Nix of the prepared folder: it only evaluates, and the flake is always at the same place. */
const port = {
  run: async (argv) => {
    // Options follow, which a `--` would make installables.
    const { ok, stdout, stderr } = await nix(
      folder,
      argv.filter((word) => word !== '--'),
    );
    return { code: ok ? 0 : 1, stdout, stderr: stderr.split('\n') };
  },
} as Pick<NixPort, 'run'> as NixPort;

let folder: string;
beforeEach(async () => {
  folder = await tempFolder();
  await writeFile(path.join(folder, 'flake.nix'), FLAKE);
});

describe("somebody else's flake, which cross-compiles by itself", () => {
  it('is listed with what it is built on', async () => {
    const hosts: OfferedHost[] = [];
    for await (const host of listHosts('path:/project', port, new AbortController().signal)) hosts.push(host);
    const cross = { system: 'aarch64-linux', buildSystem: 'x86_64-linux', sdImage: true, failure: null };
    expect(hosts).toEqual(['mended', 'pi4', 'zero2w'].map((name) => ({ name, ...cross })));
  });

  it('stops at ZFS where its kernel is too new for that, and does not with our line', async () => {
    const image = (host: string): string => `nixosConfigurations.${host}.config.system.build.sdImage.drvPath`;
    const { cause, facts } = explain([await evaluationError(folder, image('pi4'))]);
    expect({ cause, facts }).toEqual({
      ...{ cause: 'zfs-broken', facts: { package: expect.stringMatching(/^zfs-kernel-/) as string } },
    });
    const { ok, stdout } = await nix(folder, ['eval', '--raw', `path:/project#${image('mended')}`]);
    expect({ ok, stdout }).toEqual({ ok: true, stdout: expect.stringMatching(/\.drv$/) as string });
  });
});
