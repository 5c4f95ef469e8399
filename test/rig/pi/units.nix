# The units of modules/firstboot.nix as data, without nixpkgs: what the module takes from that is made up here.
modules:
let
  merge =
    one: other:
    if builtins.isAttrs one && builtins.isAttrs other then
      one
      // builtins.mapAttrs (name: value: if one ? ${name} then merge one.${name} value else value) other
    else if builtins.isList one && builtins.isList other then
      one ++ other
    else
      other;
  lib = rec {
    escapeShellArg = text: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] (toString text)}'";
    escapeShellArgs = concatMapStringsSep " " escapeShellArg;
    concatMapStringsSep = separator: one: list: builtins.concatStringsSep separator (map one list);
    concatMapStrings = concatMapStringsSep "";
    concatStringsSep = builtins.concatStringsSep;
    optional = yes: value: optionals yes [ value ];
    optionals = yes: list: if yes then list else [ ];
    optionalString = yes: text: if yes then text else "";
    optionalAttrs = yes: set: if yes then set else { };
    mkIf = optionalAttrs;
    mkMerge = builtins.foldl' merge { };
    mkDefault = value: value;
    getExe' = _package: name: name;
  };
  pkgs = {
    coreutils = "coreutils";
    openssh = "openssh";
    shadow = "shadow";
    util-linux = "util-linux";
    runtimeShell = "/bin/bash";
    writeText = builtins.toFile;
  };
  config = {
    nixberry = {
      user.name = "ada";
      wifi = {
        backend = "wpa_supplicant";
        country = "GB";
        networks = [ ];
      };
    };
    fileSystems."/boot/firmware".device = "/dev/disk/by-label/FIRMWARE";
    networking.wireless.interfaces = [ ];
    programs.ssh.package = "openssh";
    services.openssh.package = "openssh";
    systemd.package = "systemd";
  };
in
(import (modules + "/firstboot.nix") {
  inherit config lib pkgs;
  options = { };
}).config.systemd.services
