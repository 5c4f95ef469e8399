# "must type boot": noise on the serial port's RX pin counts as a key press, and U-Boot waits for commands for ever.
{ config, lib, ... }:
{
  options.nixberry.ubootIgnoresKeys = lib.mkOption {
    type = lib.types.bool;
    default = false;
  };

  config = lib.mkIf config.nixberry.ubootIgnoresKeys {
    # And no boot menu, which would stop for the same noise (nixpkgs issue 271663, pull request 318778: with 0 the file has
    # no MENU). The way back is then `nixos-rebuild --rollback`.
    boot.loader.timeout = lib.mkDefault 0;

    # -2: boot at once, do not even look for a key. This compiles U-Boot, some minutes.
    nixpkgs.overlays = [
      (
        _final: prev:
        lib.mapAttrs
          (
            _: uboot:
            uboot.override (args: {
              extraConfig = (args.extraConfig or "") + "CONFIG_BOOTDELAY=-2\n";
            })
          )
          (
            lib.getAttrs (lib.filter (name: prev ? ${name}) [
              "ubootRaspberryPi2"
              "ubootRaspberryPi3_32bit"
              "ubootRaspberryPi3_64bit"
              "ubootRaspberryPi4_64bit"
              "ubootRaspberryPiAarch64"
            ]) prev
          )
      )
    ];
  };
}
