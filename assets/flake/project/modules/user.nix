# The person's account, and who may log in. Passwords are no part of a project: with "password": "seed" the hash comes
# from the card at the first boot, and `passwd` on the Pi changes it for good.
{ config, lib, ... }:
let
  cfg = config.nixberry;
  trusted = cfg.user.sudo == "without-password";
in
{
  options.nixberry = {
    user = {
      name = lib.mkOption { type = lib.types.strMatching "[a-z_][a-z0-9_-]{0,30}"; };
      fullName = lib.mkOption {
        type = lib.types.strMatching "[^:\n]*";
        default = "";
      };
      sshKeys = lib.mkOption {
        type = lib.types.listOf lib.types.singleLineStr;
        default = [ ];
      };
      password = lib.mkOption {
        type = lib.types.enum [
          "none"
          "seed"
        ];
        default = "none";
      };
      sudo = lib.mkOption {
        type = lib.types.enum [
          "without-password"
          "with-password"
        ];
        default = "without-password";
      };
    };
    ssh = {
      enable = lib.mkOption {
        type = lib.types.bool;
        default = true;
      };
      passwordLogin = lib.mkOption {
        type = lib.types.bool;
        default = false;
      };
    };
  };

  config = {
    assertions = [
      {
        assertion = (cfg.ssh.enable && cfg.user.sshKeys != [ ]) || cfg.user.password == "seed";
        message = "nixberry.user: neither an SSH key (with nixberry.ssh.enable) nor a password that comes with the seed: nobody could log in.";
      }
      {
        assertion = cfg.user.sudo == "with-password" -> cfg.user.password == "seed";
        message = "nixberry.user.sudo: asking for a password takes one; set nixberry.user.password to \"seed\".";
      }
    ];

    users.mutableUsers = true;
    users.users.${cfg.user.name} = {
      isNormalUser = true;
      description = cfg.user.fullName;
      extraGroups = [
        "wheel"
        "audio"
        "dialout"
        "video"
      ];
      openssh.authorizedKeys.keys = cfg.user.sshKeys;
    };

    security.sudo.wheelNeedsPassword = !trusted;
    security.sudo-rs.wheelNeedsPassword = !trusted;

    services.openssh = {
      inherit (cfg.ssh) enable;
      settings = {
        PermitRootLogin = "no";
        PasswordAuthentication = cfg.ssh.passwordLogin;
        KbdInteractiveAuthentication = false;
      };
    };

    # To push systems that were built elsewhere. A trusted user is as good as root: not where sudo asks for a password.
    nix.settings.trusted-users = [ "root" ] ++ lib.optional trusted cfg.user.name;
  };
}
