# Wi-Fi by NetworkManager, which then has the Ethernet socket, too.
#
# NixOS writes its profiles through envsubst, with variables from a file. wifi-env.sh makes that file of wifi.secrets, so
# that there is one place and one form for passphrases whichever program is used. Networks that are not named here come from
# the seed as whole keyfiles, nixberry-*.nmconnection in its folder.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.nixberry.wifi;
  envFile = "/run/nixberry/wifi.env";

  # A keyfile reads `\`, a list's `;` and a leading space in its own way, and envsubst would take `$` for a variable.
  escape =
    lib.replaceStrings
      [
        "\\"
        ";"
        " "
        "$"
      ]
      [
        "\\\\"
        "\\\\;"
        "\\s"
        "\${NIXBERRY_DOLLAR}"
      ];

  keyManagement = {
    wpa2 = "wpa-psk";
    wpa3 = "sae";
    # NetworkManager offers SAE and PSK together under this name where the radio can.
    "wpa2+wpa3" = "wpa-psk";
  };

  profile =
    one:
    lib.nameValuePair "wifi-${lib.removePrefix "psk_" one.secret}" (
      {
        connection = {
          id = "wifi-${lib.removePrefix "psk_" one.secret}";
          type = "wifi";
        };
        wifi = {
          mode = "infrastructure";
          ssid = escape one.ssid;
          hidden = lib.boolToString one.hidden;
        };
        ipv4.method = "auto";
        ipv6.method = "auto";
      }
      // lib.optionalAttrs (one.security != "open") {
        wifi-security = {
          key-mgmt = keyManagement.${one.security};
          psk = "\${${one.secret}}";
        };
      }
    );
in
{
  config = lib.mkIf (cfg.enable && cfg.backend == "networkmanager") {
    networking.networkmanager = {
      enable = true;
      # Else it makes the kernel's name that of /etc/hostname (nm-policy.c), and a card with a name of its own loses it.
      settings.main.hostname-mode = "none";
      ensureProfiles.profiles = lib.listToAttrs (map profile cfg.networks);
    };

    users.users.${config.nixberry.user.name}.extraGroups = [ "networkmanager" ];

    systemd.services.nixberry-wifi-env = {
      description = "Wi-Fi passphrases for NetworkManager";
      before = [ "NetworkManager-ensure-profiles.service" ];
      wantedBy = [ "multi-user.target" ];
      path = [ pkgs.coreutils ];
      serviceConfig = {
        Type = "oneshot";
        ExecStart = "${pkgs.runtimeShell} ${./wifi-env.sh} ${cfg.secretsFile} ${envFile}";
        RuntimeDirectory = "nixberry";
        RuntimeDirectoryPreserve = true;
        UMask = "0077";
      };
    };

    systemd.services.NetworkManager-ensure-profiles = {
      wants = [ "nixberry-wifi-env.service" ];
      environment.NIXBERRY_DOLLAR = "$";
      # `-`: it may be missing.
      serviceConfig.EnvironmentFile = [ "-${envFile}" ];
    };
  };
}
