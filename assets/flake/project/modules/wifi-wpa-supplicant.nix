# Wi-Fi by wpa_supplicant: the smallest, and the one that cross-compiles best.
{
  config,
  lib,
  options,
  ...
}:
let
  cfg = config.nixberry.wifi;

  # Since 24.11 wpa_supplicant reads secrets by itself (`ext:`), literally; before, they were put into its configuration.
  hasExt = options.networking.wireless ? secretsFile;

  # Since 26.05 it takes files beside its own, and has a root of its own in which they have to be.
  hasExtraFiles = options.networking.wireless ? extraConfigFiles;

  protocols = rec {
    wpa2 = [
      "WPA-PSK"
      "WPA-PSK-SHA256"
    ];
    wpa3 = [ "SAE" ];
    "wpa2+wpa3" = wpa2 ++ wpa3;
  };

  # The module writes ssid="…" as it is. That is right for nearly everything, quotes too: it ends at the last one. Not for
  # `"` together with `#`, which then begins a comment; so with either of them the network says its name a second time, in
  # the other notation, and that counts. A name in `__` could be one that is special to Nix, as `__functor`.
  awkward = ssid: lib.hasPrefix "__" ssid || lib.hasInfix "\"" ssid || lib.hasInfix "#" ssid;
  escape =
    lib.replaceStrings
      [
        "\\"
        "\""
        "#"
      ]
      [
        "\\\\"
        "\\x22"
        "\\x23"
      ];

  network =
    one:
    lib.nameValuePair (if awkward one.ssid then one.secret else one.ssid) (
      {
        inherit (one) hidden;
        extraConfig = lib.optionalString (awkward one.ssid) ''ssid=P"${escape one.ssid}"'';
      }
      // lib.optionalAttrs (one.security != "open") (
        {
          authProtocols = protocols.${one.security};
        }
        // (if hasExt then { pskRaw = "ext:${one.secret}"; } else { psk = "@${one.secret}@"; })
      )
    );
in
{
  config = lib.mkIf (cfg.enable && cfg.backend == "wpa_supplicant") {
    networking.wireless = {
      enable = true;
      # One service for the Pi's own radio, which waits for it.
      interfaces = [ "wlan0" ];
      extraConfig = "country=${toString cfg.country}";
      networks = lib.listToAttrs (map network cfg.networks);
    }
    // (
      if hasExt then
        { inherit (cfg) secretsFile; }
      else
        {
          environmentFile = cfg.secretsFile;
        }
    )
    // lib.optionalAttrs hasExtraFiles { extraConfigFiles = [ cfg.extraFile ]; };

    systemd.services.wpa_supplicant-wlan0 = lib.optionalAttrs hasExtraFiles {
      serviceConfig.BindReadOnlyPaths = [ cfg.extraFile ];
    };
  };
}
