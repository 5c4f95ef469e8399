{
  description = "The demo of Nixberry: a small card image, built by Nix alone";

  # No inputs: it builds offline, without nixpkgs.
  outputs =
    { self }:
    let
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "armv7l-linux"
        "i686-linux"
        "riscv64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
      image =
        system:
        derivation {
          inherit system;
          name = "nixberry-demo.img";
          builder = "/bin/sh";
          args = [
            ./play.sh
            ./image.recipe
          ];
          # Made faster than a cache could be asked for it.
          preferLocalBuild = true;
          allowSubstitutes = false;
        };
    in
    {
      packages = builtins.listToAttrs (
        map (system: {
          name = system;
          value.default = image system;
        }) systems
      );
    };
}
