# What the flake offers, for each folder in hosts/:
#
#   nixosConfigurations.HOST         built for and on the Pi's own architecture: nearly all of it comes from a binary cache
#   nixosConfigurations.HOST-cross   the same, cross-compiled on x86_64-linux: nothing of it is in a cache
#   packages.SYSTEM.HOST             the card image in the way that fits SYSTEM (x86_64-linux: cross; the others: native)
#   packages.SYSTEM.HOST-native      the native image; on x86_64-linux that takes emulation or a remote builder
#   deploy.nodes.HOST                updates over ssh with deploy-rs
#   checks.SYSTEM.HOST               whether the settings make a system; builds nothing of it
{
  nixpkgs,
  deploy-rs,
  ...
}@inputs:
let
  inherit (nixpkgs) lib;

  boards = import ./boards.nix;
  hosts = import ./hosts.nix ./.;

  crossSystem = "x86_64-linux";
  buildSystems = [
    crossSystem
    "aarch64-linux"
    "aarch64-darwin"
  ];

  # buildPlatform: null for native.
  mkHost =
    buildPlatform: name: settings:
    let
      board = boards.${settings.board};
    in
    lib.nixosSystem {
      # Special arguments, because `imports` depends on them.
      specialArgs = {
        inherit inputs;
        board = board // {
          kernel = board.kernels.${settings.kernel};
        };
      };
      modules = [
        ./modules
        {
          # So that an error of a type says where to look.
          _file = "hosts/${name}/settings.json";
          nixberry = removeAttrs settings [
            "$schema"
            "format"
          ];
        }
        { nixpkgs.buildPlatform = lib.mkIf (buildPlatform != null) buildPlatform; }
      ]
      ++ lib.optional (builtins.pathExists ./hosts/${name}/configuration.nix) ./hosts/${name}/configuration.nix;
    };

  native = lib.mapAttrs (mkHost null) hosts;
  cross = lib.mapAttrs (mkHost crossSystem) hosts;
  suffixed = suffix: lib.mapAttrs' (name: lib.nameValuePair "${name}-${suffix}");
  images = lib.mapAttrs (_: system: system.config.system.build.sdImage);
in
{
  nixosConfigurations = native // suffixed "cross" cross;

  packages = lib.genAttrs buildSystems (
    system:
    images (if system == crossSystem then cross else native) // suffixed "native" (images native)
  );

  deploy.nodes = lib.mapAttrs (
    name: system:
    let
      inherit (system.config) nixberry;
      # deploy-rs' activation program runs on the Pi and is built with it: out of the same, cross-compiling package set.
      # deploy-rs.lib.aarch64-linux would want an aarch64 machine for it.
      tools = (system.pkgs.extend deploy-rs.overlays.default).deploy-rs;
    in
    {
      hostname = if nixberry.services.mdns then "${name}.local" else name;
      sshUser = nixberry.user.name;
      user = "root";
      interactiveSudo = nixberry.user.sudo == "with-password";
      # Push everything from here: the Pi need not reach a binary cache.
      fastConnection = true;
      profiles.system.path = tools.lib.activate.nixos system;
    }
  ) cross;

  # deploy-rs' own checks would compile each system; these stop at its derivation.
  checks = lib.genAttrs buildSystems (
    system:
    lib.mapAttrs (
      name: image:
      nixpkgs.legacyPackages.${system}.writeText "${name}-evaluates" (
        builtins.unsafeDiscardStringContext image.drvPath
      )
    ) (images native)
  );
}
