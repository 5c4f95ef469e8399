# The key to join with comes from the card (or by hand: sudo tailscale up) and is no part of a project.
{ config, lib, ... }:
let
  authKeyFile = "/var/lib/nixberry/tailscale.key";
in
{
  options.nixberry.services.tailscale = lib.mkOption {
    type = lib.types.bool;
    default = false;
  };

  config = lib.mkIf config.nixberry.services.tailscale {
    services.tailscale = {
      enable = true;
      openFirewall = true;
      inherit authKeyFile;
    };
    systemd.services.tailscaled-autoconnect.unitConfig.ConditionPathExists = authKeyFile;
  };
}
