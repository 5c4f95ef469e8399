# Figures for Prometheus at http://HOST:9100/metrics
{ config, lib, ... }:
{
  options.nixberry.services.nodeExporter = lib.mkOption {
    type = lib.types.bool;
    default = false;
  };

  config = lib.mkIf config.nixberry.services.nodeExporter {
    services.prometheus.exporters.node = {
      enable = true;
      enabledCollectors = [ "systemd" ];
    };
    networking.firewall.allowedTCPPorts = [ config.services.prometheus.exporters.node.port ];
  };
}
