# nixberry/image.json on the FAT partition: what this image is, that it takes a seed, and what it wants of one. Whoever holds
# the card can read it; there are no secrets in it, and the names of networks are in the Nix store as well.
{
  board,
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.nixberry;

  record = pkgs.writeText "image.json" (
    builtins.toJSON {
      format = 1;
      host = cfg.hostName;
      inherit (cfg) board;
      nixos = config.system.nixos.version;
      seed = {
        # That of firstboot/read-seed.sh.
        format = 1;
        user = cfg.user.name;
        password = cfg.user.password == "seed";
        wifi =
          if cfg.wifi.enable then
            {
              inherit (cfg.wifi) backend country;
              networks = map (one: { inherit (one) ssid hidden security; }) cfg.wifi.networks;
            }
          else
            null;
        inherit (cfg.services) tailscale;
      };
    }
  );

  # After what the image module, or nixos-hardware, puts there.
  command = lib.mkAfter ''

    install -D -m 0644 ${record} firmware/nixberry/image.json
  '';
in
{
  # nixos-hardware forces its own populateFirmwareCommands, and what is not as strong is dropped without a word.
  sdImage.populateFirmwareCommands = if board.kernel.profile == null then command else lib.mkForce command;
}
