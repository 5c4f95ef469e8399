# Wi-Fi: what both programs need. It is on with networks or with a country: then networks that are not named here may come with
# the card's seed (firstboot/take-wifi.sh), as their passphrases always do.
#
# The names of networks are in the (world-readable) Nix store, the passphrases are not: they are in
# /var/lib/nixberry/wifi.secrets on the Pi, a line `NAME=PASSPHRASE` each. NAME is psk_ and the first eight digits of the
# SSID's SHA-256, so that it stays when networks are added: printf %s 'SSID' | sha256sum
# Without that file the Pi boots all the same, and has open networks only.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.nixberry.wifi;
  state = "/var/lib/nixberry";
  secretsFile = "${state}/wifi.secrets";
  # wpa_supplicant has a user of its own since 26.05, which has to be able to read it.
  owner = if config.users.users ? wpa_supplicant then "wpa_supplicant" else "root";
in
{
  options.nixberry = {
    wifi = {
      enable = lib.mkOption {
        type = lib.types.bool;
        readOnly = true;
        internal = true;
        default = cfg.networks != [ ] || cfg.country != null;
      };
      country = lib.mkOption {
        type = lib.types.nullOr (lib.types.strMatching "[A-Z]{2}");
        default = null;
      };
      backend = lib.mkOption {
        type = lib.types.enum [
          "wpa_supplicant"
          "networkmanager"
        ];
        default = "wpa_supplicant";
      };
      networks = lib.mkOption {
        default = [ ];
        type = lib.types.listOf (
          lib.types.submodule (
            { config, ... }:
            {
              options = {
                ssid = lib.mkOption { type = lib.types.singleLineStr; };
                hidden = lib.mkOption {
                  type = lib.types.bool;
                  default = false;
                };
                security = lib.mkOption {
                  type = lib.types.enum [
                    "open"
                    "wpa2"
                    "wpa3"
                    "wpa2+wpa3"
                  ];
                  default = "wpa2";
                };
                secret = lib.mkOption {
                  type = lib.types.str;
                  readOnly = true;
                  default = "psk_${lib.substring 0 8 (builtins.hashString "sha256" config.ssid)}";
                  description = "What the network's passphrase is called in ${secretsFile}.";
                };
              };
            }
          )
        );
      };
      secretsFile = lib.mkOption {
        type = lib.types.str;
        readOnly = true;
        internal = true;
        default = secretsFile;
      };
      # Networks of the seed, for wpa_supplicant.
      extraFile = lib.mkOption {
        type = lib.types.str;
        readOnly = true;
        internal = true;
        default = "${state}/wpa_supplicant.conf";
      };
    };
    brcmfmacWorkaround = lib.mkOption {
      type = lib.types.bool;
      default = false;
    };
  };

  config = lib.mkMerge [
    (lib.mkIf cfg.enable {
      assertions = [
        {
          assertion = cfg.country != null;
          message = "nixberry.wifi.country: where the Pi is decides which channels its radio may use; networks need it.";
        }
      ];

      hardware.wirelessRegulatoryDatabase = true;

      # They have to exist, if empty: the sandbox of wpa_supplicant's service binds them, and it does not start without.
      systemd.tmpfiles.rules = [
        "d ${state} 0755 root root -"
        "f ${secretsFile} 0400 ${owner} root -"
        "f ${cfg.extraFile} 0400 ${owner} root -"
      ];
    })

    (lib.mkIf (cfg.country != null) {
      boot.extraModprobeConfig = "options cfg80211 ieee80211_regdom=${cfg.country}";

      # A card that goes to another country says so in its seed. Once there is a radio that it could be told to.
      systemd.services.nixberry-country = {
        description = "Country of the radio from the card";
        wantedBy = [ "sys-subsystem-net-devices-wlan0.device" ];
        after = [ "sys-subsystem-net-devices-wlan0.device" ];
        before = [ "wpa_supplicant-wlan0.service" ];
        unitConfig.ConditionPathExists = "${state}/country";
        path = [ pkgs.iw ];
        serviceConfig = {
          Type = "oneshot";
          RemainAfterExit = true;
        };
        script = ''
          read -r country < ${state}/country
          [ "$country" = ${cfg.country} ] || iw reg set "$country"
        '';
      };
    })

    (lib.mkIf config.nixberry.brcmfmacWorkaround {
      # Access points that brcmfmac does not associate with since wpa_supplicant 2.11 (nixpkgs issue 361239): no roaming by
      # the firmware, and without its SAE offload and 4-way handshake.
      boot.extraModprobeConfig = "options brcmfmac roamoff=1 feature_disable=0x82000";
    })
  ];
}
