# One image, many cards: what belongs to one card only (its name, keys, password hash, passphrases) is put on its FAT
# partition when it is flashed. firstboot.sh takes it from there to /var/lib/nixberry and leaves nothing behind.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  cfg = config.nixberry;
  partition = config.fileSystems."/boot/firmware".device;
  mountPoint = "/run/nixberry-seed";
  seed = "${mountPoint}/nixberry/seed.conf";
  state = "/var/lib/nixberry";
  takeName = "[ ! -e ${state}/hostname ] || cat ${state}/hostname > /proc/sys/kernel/hostname || true";
in
{
  config = {
    systemd.services.nixberry-firstboot = {
      description = "Settings from the card";
      wantedBy = [ "multi-user.target" ];
      wants = [ "network-pre.target" ];
      # Not after the partition's device unit: a card without that label would hold up the boot for 90 s.
      after = [
        "local-fs.target"
        "systemd-udev-trigger.service"
      ];
      # Who reads what the seed brings. wpa_supplicant's sandbox binds the file with the passphrases as it is at that moment,
      # and would not see one that takes its place later.
      before = [
        "avahi-daemon.service"
        "network-pre.target"
        "NetworkManager.service"
        "nixberry-wifi-env.service"
        "sshd.service"
        "tailscaled-autoconnect.service"
        "wpa_supplicant-wlan0.service"
        "wpa_supplicant.service"
      ];
      unitConfig.DefaultDependencies = false;
      path = [
        config.systemd.package
        pkgs.coreutils
        pkgs.shadow
        pkgs.util-linux
      ];
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        # The partition is seen by this service only.
        PrivateMounts = true;
        RuntimeDirectory = baseNameOf mountPoint;
      };
      script = ''
        partition=${lib.escapeShellArg partition}
        failed=0
        # As long as devices are still being found, but not longer than this.
        udevadm settle --timeout=10 --exit-if-exists="$partition" || true
        if [ ! -e "$partition" ]; then
          echo "nixberry: no partition $partition; no settings are taken from the card" >&2
        elif mount -t vfat -o umask=077 "$partition" ${mountPoint}; then
          if [ -e ${seed} ] || [ -e ${seed}.taken ]; then
            ${pkgs.runtimeShell} ${./firstboot.sh} ${seed} ${state} ${lib.escapeShellArg cfg.user.name} || failed=1
          fi
          umount ${mountPoint}
        else
          failed=1
        fi
        ${takeName}
        # Nothing requires this unit: when it fails, that is seen, and the boot goes on.
        exit $failed
      '';
    };

    # The name of later boots; the generation's own is the fallback.
    systemd.services.nixberry-hostname = {
      description = "Host name from the card";
      wantedBy = [ "sysinit.target" ];
      before = [ "sysinit.target" ];
      after = [ "local-fs.target" ];
      unitConfig = {
        DefaultDependencies = false;
        ConditionPathExists = "${state}/hostname";
      };
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
      };
      script = takeName;
    };

    services.openssh.authorizedKeysFiles = [ "${state}/authorized_keys.d/%u" ];
  };
}
