{
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  cfg = config.nixberry.region;
in
{
  options.nixberry.region = {
    timeZone = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z][A-Za-z0-9_+/-]*";
      default = "UTC";
    };
    locale = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z]+(_[A-Z]{2})?([.@][A-Za-z0-9-]+)?";
      default = "en_US.UTF-8";
    };
    keyboard = lib.mkOption {
      type = lib.types.strMatching "[A-Za-z0-9._-]+";
      default = "us";
    };
  };

  config = lib.mkMerge [
    {
      time.timeZone = cfg.timeZone;
      i18n.defaultLocale = cfg.locale;
      console.keyMap = cfg.keyboard;
    }

    # A zone that does not exist would be UTC without a word. Locales and keymaps are looked up by their own builds.
    (lib.optionalAttrs (options.system ? checks) {
      system.checks = lib.optional (config.time.timeZone != null) (
        pkgs.buildPackages.runCommand "time-zone-exists" { zone = config.time.timeZone; } ''
          if [ ! -f "${pkgs.buildPackages.tzdata}/share/zoneinfo/$zone" ]; then
            echo "nixberry.region.timeZone: there is no time zone \"$zone\"" >&2
            exit 1
          fi
          touch $out
        ''
      );
    })
  ];
}
