# The image module of nixpkgs, and with the vendor's kernel the profile of nixos-hardware.
{
  board,
  inputs,
  lib,
  modulesPath,
  options,
  pkgs,
  ...
}:
let
  inherit (board.kernel) profile;
  vendor = profile != null;
in
{
  imports = [
    "${modulesPath}/installer/sd-card/${board.image}"
  ]
  ++ lib.optional vendor "${inputs.nixos-hardware}/raspberry-pi/${profile}";

  config = lib.mkMerge [
    {
      nixpkgs.hostPlatform = board.system;

      # The image modules bring profiles/base.nix. Of that: a kernel module that is slow to build and often marked as
      # broken for the newest kernel,
      boot.supportedFilesystems.zfs = lib.mkForce false;
      # and a daemon that complains of having nobody to write to.
      boot.swraid.enable = lib.mkForce false;

      hardware.enableRedistributableFirmware = true;
    }

    # The initrd's lists name modules of many boards: "modprobe: FATAL: Module ahci not found" (nixpkgs issue 154163).
    (
      if options.boot.initrd ? allowMissingModules then
        { boot.initrd.allowMissingModules = true; }
      else
        {
          nixpkgs.overlays = [
            (_final: prev: {
              makeModulesClosure = args: prev.makeModulesClosure (args // { allowMissing = true; });
            })
          ];
        }
    )

    (lib.mkIf (!vendor) {
      # Raspberry Pi's own files for its radios, before linux-firmware's. The vendor's profile has them.
      hardware.firmware = lib.mkBefore [ pkgs.raspberrypiWirelessFirmware ];
    })

    (lib.optionalAttrs vendor {
      # U-Boot, for the menu of generations. With it the device tree that the firmware has applied config.txt to is kept.
      hardware.raspberry-pi.firmware.uboot.enable = true;
    })
  ];
}
