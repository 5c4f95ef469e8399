# The Ethernet socket. eth0 and wlan0 are the kernel's own names: a Pi has at most one of each, and settings.json names
# neither. (Names by place differ from board to board: end0, enu1u1, enp1s0.) A second adapter gets eth1 and DHCP. Where
# the socket hangs on USB itself (2, 3), an adapter that is there at boot may take its name.
{ config, lib, ... }:
let
  cfg = config.nixberry.ethernet;
  static = cfg.method == "static";
  byte = "[0-9]{1,3}";
  ipv4 = "${byte}(\\.${byte}){3}";
  address = lib.splitString "/" cfg.address;
in
{
  options.nixberry.ethernet = {
    method = lib.mkOption {
      type = lib.types.enum [
        "dhcp"
        "static"
      ];
      default = "dhcp";
    };
    address = lib.mkOption {
      type = lib.types.nullOr (lib.types.strMatching "${ipv4}/[0-9]{1,2}");
      default = null;
    };
    gateway = lib.mkOption {
      type = lib.types.nullOr (lib.types.strMatching ipv4);
      default = null;
    };
    dns = lib.mkOption {
      type = lib.types.listOf (lib.types.strMatching ipv4);
      default = [ ];
    };
  };

  config = lib.mkMerge [
    {
      assertions = [
        {
          assertion = static -> cfg.address != null;
          message = "nixberry.ethernet: \"method\": \"static\" needs an \"address\", as 192.168.1.5/24.";
        }
      ];

      networking.usePredictableInterfaceNames = false;
    }

    (lib.mkIf (!config.networking.networkmanager.enable) {
      networking.useDHCP = lib.mkDefault true;
      # A Pi without a network goes on booting.
      networking.dhcpcd.wait = lib.mkDefault "background";
    })

    (lib.mkIf (static && !config.networking.networkmanager.enable) {
      networking = {
        interfaces.eth0 = {
          useDHCP = false;
          ipv4.addresses = [
            {
              address = lib.head address;
              prefixLength = lib.toInt (lib.last address);
            }
          ];
        };
        defaultGateway = lib.mkIf (cfg.gateway != null) {
          address = cfg.gateway;
          interface = "eth0";
        };
        nameservers = cfg.dns;
      };
    })

    (lib.mkIf (static && config.networking.networkmanager.enable) {
      networking.networkmanager.ensureProfiles.profiles.ethernet = {
        connection = {
          id = "ethernet";
          type = "ethernet";
          interface-name = "eth0";
        };
        ipv4 = {
          method = "manual";
          address1 = cfg.address + lib.optionalString (cfg.gateway != null) ",${cfg.gateway}";
        }
        // lib.optionalAttrs (cfg.dns != [ ]) { dns = lib.concatMapStrings (one: one + ";") cfg.dns; };
        ipv6.method = "auto";
      };
    })
  ];
}
