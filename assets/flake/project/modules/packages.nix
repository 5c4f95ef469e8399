# Packages by their names in nixpkgs, as on search.nixos.org.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  prefix = "python3Packages.";
  isModule = lib.hasPrefix prefix;
  inherit (lib.partition isModule config.nixberry.packages) right wrong;

  find =
    name: set: path:
    lib.attrByPath (lib.splitString "." path) (throw "nixberry.packages: nixpkgs has no `${name}`") set;
in
{
  options.nixberry.packages = lib.mkOption {
    type = lib.types.listOf (lib.types.strMatching "[A-Za-z0-9_+.-]+");
    default = [ ];
  };

  config.environment.systemPackages =
    map (name: find name pkgs name) wrong
    # A Python finds only the modules that it was made with.
    ++ lib.optional (right != [ ]) (
      pkgs.python3.withPackages (modules: map (name: find name modules (lib.removePrefix prefix name)) right)
    );
}
