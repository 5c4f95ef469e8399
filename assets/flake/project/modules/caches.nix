# The project's binary caches (nixberry.json, `nixberry caches`). The Pi asks those on the web when it builds something itself,
# as automatic upgrades do; and whatever one of them has signed may be pushed to it.
{ lib, ... }:
let
  caches = (lib.importJSON ../nixberry.json).caches or [ ];
  # A file of another computer, or one that is reached with its user's SSH key, is nothing to the Pi.
  onWeb = { url, ... }: lib.hasPrefix "https://" url || lib.hasPrefix "http://" url;
in
{
  nix.settings = {
    # Beside cache.nixos.org.
    substituters = map (cache: cache.url) (lib.filter onWeb caches);
    trusted-public-keys = map (cache: cache.key) caches;
  };
}
