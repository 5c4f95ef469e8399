# The name, the release, and what every Pi has.
{ config, lib, ... }:
let
  cfg = config.nixberry;
in
{
  options.nixberry = {
    board = lib.mkOption { type = lib.types.str; };
    kernel = lib.mkOption {
      type = lib.types.enum [
        "mainline"
        "vendor"
      ];
    };
    release = lib.mkOption { type = lib.types.str; };
    stateVersion = lib.mkOption { type = lib.types.strMatching "[0-9]{2}\\.(05|11)"; };
    hostName = lib.mkOption { type = lib.types.strMatching "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"; };
    zram = lib.mkOption {
      type = lib.types.bool;
      default = true;
    };
    services.mdns = lib.mkOption {
      type = lib.types.bool;
      default = true;
    };
  };

  config = {
    networking.hostName = cfg.hostName;
    # The release that this Pi was first installed with, for ever.
    system.stateVersion = cfg.stateVersion;

    # HOST.local, or NAME.local of a card whose seed has a name of its own: without one in its file avahi takes the kernel's.
    services.avahi = lib.mkIf cfg.services.mdns {
      enable = true;
      hostName = "";
      nssmdns4 = true;
      openFirewall = true;
      publish = {
        enable = true;
        addresses = true;
        workstation = true;
      };
    };

    # Compressed swap in memory: nothing that wears the card, and 512 MB go further.
    zramSwap = lib.mkIf cfg.zram {
      enable = true;
      memoryPercent = 100;
    };

    # The Pi 1 to 4 have no clock of their own.
    services.timesyncd.enable = lib.mkDefault true;

    nix.settings.experimental-features = [
      "nix-command"
      "flakes"
    ];

    # Much to build when cross-compiling, and the same is on search.nixos.org.
    documentation.nixos.enable = lib.mkDefault false;
    documentation.man.enable = lib.mkDefault false;
  };
}
