{ config, lib, ... }:
let
  cfg = config.nixberry;
in
{
  options.nixberry.services.containers = lib.mkOption {
    type = lib.types.enum [
      "none"
      "docker"
      "podman"
    ];
    default = "none";
  };

  config = lib.mkMerge [
    (lib.mkIf (cfg.services.containers == "docker") {
      virtualisation.docker = {
        enable = true;
        autoPrune.enable = lib.mkDefault cfg.services.garbageCollection;
      };
      # Who may talk to Docker is as good as root: not where sudo asks for a password.
      users.users.${cfg.user.name}.extraGroups = lib.optional (
        cfg.user.sudo == "without-password"
      ) "docker";
    })

    (lib.mkIf (cfg.services.containers == "podman") {
      virtualisation.podman = {
        enable = true;
        dockerCompat = true;
        defaultNetwork.settings.dns_enabled = true;
        autoPrune.enable = lib.mkDefault cfg.services.garbageCollection;
      };
    })
  ];
}
