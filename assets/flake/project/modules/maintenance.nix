# Upgrades by itself, and old generations thrown away.
{ config, lib, ... }:
let
  cfg = config.nixberry;
in
{
  options.nixberry.services = {
    autoUpgrade = lib.mkOption {
      default = null;
      type = lib.types.nullOr (
        lib.types.submodule {
          options.flake = lib.mkOption { type = lib.types.strMatching "[^#[:space:]]+"; };
        }
      );
    };
    garbageCollection = lib.mkOption {
      type = lib.types.bool;
      default = true;
    };
  };

  config = lib.mkMerge [
    (lib.mkIf (cfg.services.autoUpgrade != null) {
      system.autoUpgrade = {
        enable = true;
        flake = "${cfg.services.autoUpgrade.flake}#${cfg.hostName}";
        # Not every Pi of the house in the same minute.
        randomizedDelaySec = lib.mkDefault "45min";
      };
    })

    (lib.mkIf cfg.services.garbageCollection {
      nix.gc = {
        automatic = true;
        dates = lib.mkDefault "weekly";
        options = lib.mkDefault "--delete-older-than 30d";
      };
    })
  ];
}
