# What settings have come to in one NixOS system. Given to `nix eval --apply`.
system:
let
  inherit (system) config options pkgs;
  vendor = config.hardware ? raspberry-pi;
  drvPaths = text: builtins.attrNames (builtins.getContext text);
  unit = name: {
    inherit (config.systemd.services.${name})
      after
      before
      wantedBy
      wants
      ;
    condition = config.systemd.services.${name}.unitConfig.ConditionPathExists or null;
  };
  ubootNames = pkgs.lib.genAttrs [
    "ubootRaspberryPi2"
    "ubootRaspberryPi3_32bit"
    "ubootRaspberryPi3_64bit"
    "ubootRaspberryPi4_64bit"
    "ubootRaspberryPiAarch64"
  ] (_: null);
  has = name: config.systemd.services ? ${name};
in
{
  # Forces every assertion.
  image = builtins.unsafeDiscardStringContext config.system.build.sdImage.drvPath;
  kernel = config.boot.kernelPackages.kernel.version;
  hostPlatform = config.nixpkgs.hostPlatform.system;
  buildPlatform = config.nixpkgs.buildPlatform.system;
  inherit (config) nixberry;
  inherit (config.networking) hostName;
  inherit (config.system) stateVersion;
  inherit (config.time) timeZone;
  locale = config.i18n.defaultLocale;
  keyMap = config.console.keyMap;

  user = {
    inherit (config.users.users.${config.nixberry.user.name})
      description
      extraGroups
      hashedPassword
      initialHashedPassword
      hashedPasswordFile
      password
      initialPassword
      ;
    keys = config.users.users.${config.nixberry.user.name}.openssh.authorizedKeys.keys;
  };
  sudoAsks = config.security.sudo.wheelNeedsPassword;
  trustedUsers = config.nix.settings.trusted-users;
  ssh = {
    inherit (config.services.openssh) enable authorizedKeysFiles;
    inherit (config.services.openssh.settings) PasswordAuthentication PermitRootLogin KbdInteractiveAuthentication;
  };
  tcp = config.networking.firewall.allowedTCPPorts;
  udp = config.networking.firewall.allowedUDPPorts;

  network = {
    inherit (config.networking) useDHCP nameservers usePredictableInterfaceNames;
    gateway = config.networking.defaultGateway.address or null;
    eth0 = map (one: "${one.address}/${toString one.prefixLength}") (
      config.networking.interfaces.eth0.ipv4.addresses or [ ]
    );
    wait = config.networking.dhcpcd.wait;
  };
  wireless = {
    inherit (config.networking.wireless) enable extraConfig;
    networks = builtins.mapAttrs (_: one: {
      inherit (one)
        hidden
        authProtocols
        psk
        pskRaw
        extraConfig
        ;
    }) config.networking.wireless.networks;
  };
  networkManager = {
    inherit (config.networking.networkmanager) enable;
    inherit (config.networking.networkmanager.ensureProfiles) profiles;
  };
  tmpfiles = config.systemd.tmpfiles.rules;
  modprobe = config.boot.extraModprobeConfig;

  kernelParams = config.boot.kernelParams;
  kernelModules = config.boot.kernelModules;
  blacklisted = config.boot.blacklistedKernelModules;
  overlays = map (one: one.name) config.hardware.deviceTree.overlays;
  i2c = config.hardware.i2c.enable;
  bluetooth = config.hardware.bluetooth.enable;
  configTxt =
    if vendor then
      {
        ownDrvs = drvPaths (config.hardware.raspberry-pi.configtxt.file.buildCommand or "");
        base = options.hardware.raspberry-pi.configtxt.file.default.text;
      }
    else
      {
        ownDrvs = drvPaths config.sdImage.populateFirmwareCommands;
        base = config.sdImage.populateFirmwareCommands;
      };
  firmwareCommands = config.sdImage.populateFirmwareCommands;
  imageRecord = builtins.filter (path: builtins.match ".*-image\\.json\\.drv" path != null) (
    drvPaths config.sdImage.populateFirmwareCommands
  );
  nixos = config.system.nixos.version;
  generationDeviceTree = config.boot.loader.generic-extlinux-compatible.useGenerationDeviceTree;
  serialLogins = builtins.filter (port: config.systemd.services."serial-getty@${port}".enable or true) [
    "ttyS0"
    "ttyS1"
    "ttyAMA0"
  ];
  # Of each U-Boot that is put on the card.
  uboots = builtins.mapAttrs (_: one: one.extraConfig or "") (
    if vendor then
      { vendor = config.hardware.raspberry-pi.firmware.uboot.package; }
    else
      pkgs.lib.filterAttrs (
        # Those for other processors have no derivation here.
        _: one: builtins.elem (builtins.tryEval one.drvPath).value (drvPaths config.sdImage.populateFirmwareCommands)
      ) (builtins.intersectAttrs ubootNames pkgs)
  );
  menuSeconds = config.boot.loader.timeout;
  deviceTrees = config.hardware.deviceTree.filter;
  checkedZones = map (one: one.zone) (
    builtins.filter (one: one.name == "time-zone-exists") config.system.checks
  );

  mdns = config.services.avahi.enable;
  zram = config.zramSwap.enable;
  docker = config.virtualisation.docker.enable;
  podman = config.virtualisation.podman.enable;
  tailscaleKey = if config.services.tailscale.enable then config.services.tailscale.authKeyFile else null;
  nodeExporter = config.services.prometheus.exporters.node.enable;
  autoUpgrade = if config.system.autoUpgrade.enable then config.system.autoUpgrade.flake else null;
  garbageCollection = config.nix.gc.automatic;
  packages = map (one: one.pname or one.name) config.environment.systemPackages;

  compress = config.sdImage.compressImage;
  ids = {
    inherit (config.sdImage) firmwarePartitionID firmwarePartitionName rootPartitionUUID;
  };

  firstboot = unit "nixberry-firstboot";
  country = if has "nixberry-country" then unit "nixberry-country" else null;
  autoconnect = if has "tailscaled-autoconnect" then unit "tailscaled-autoconnect" else null;
  ensureProfiles =
    if has "NetworkManager-ensure-profiles" then
      unit "NetworkManager-ensure-profiles"
      // {
        environmentFile = config.systemd.services.NetworkManager-ensure-profiles.serviceConfig.EnvironmentFile;
      }
    else
      null;
  inherit (config) warnings;
}
