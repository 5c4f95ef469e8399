# One image, many cards: what belongs to one card only (its name, keys, password hash, Wi-Fi) is a seed on its FAT partition,
# laid there while the card is written, or copied there later. firstboot/firstboot.sh takes it from there at each start at
# which there is one, to /var/lib/nixberry mostly, and leaves nothing behind.
#
# None of that is in a system's own files, so that neither `nixos-rebuild switch` nor going back to an older one touches it.
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
  state = "/var/lib/nixberry";
  bash = pkgs.runtimeShell;
  scripts = "${./firstboot}";
  takeName = "${bash} ${scripts}/host-name.sh ${state}/hostname";

  # The networks that need no more than a passphrase, as long as the seed says the same of them.
  declared = pkgs.writeText "nixberry-networks" (
    lib.concatMapStrings (
      one: "${one.secret} ${one.security} ${if one.hidden then "1" else "0"}\n"
    ) cfg.wifi.networks
  );
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
        "systemd-sysusers.service"
        "systemd-tmpfiles-setup.service"
        "systemd-udev-trigger.service"
        "userborn.service"
      ];
      # Who reads what the seed brings. wpa_supplicant's sandbox binds its files as they are at that moment, and would not see
      # those that take their place later; sshd-keygen makes the host keys that are not there.
      before = [
        "agenix-install-secrets.service"
        "avahi-daemon.service"
        "network-pre.target"
        "NetworkManager.service"
        "NetworkManager-ensure-profiles.service"
        "nixberry-country.service"
        "nixberry-wifi-env.service"
        "sops-install-secrets.service"
        "sshd-keygen.service"
        "sshd.service"
        "sshd.socket"
        "systemd-user-sessions.service"
        "tailscaled-autoconnect.service"
        "tailscaled.service"
        "wpa_supplicant-wlan0.service"
        "wpa_supplicant.service"
      ];
      unitConfig.DefaultDependencies = false;
      # A seed is taken when the Pi starts, and not in the middle of an update.
      restartIfChanged = false;
      path = [
        config.programs.ssh.package
        config.systemd.package
        pkgs.coreutils
        pkgs.shadow
        pkgs.util-linux
      ];
      serviceConfig = {
        Type = "oneshot";
        RemainAfterExit = true;
        # It has complained of something, in the journal. As a failed unit it would be started again by each switch of the
        # system, which would report it; and deploy-rs takes a switch that reports something back.
        SuccessExitStatus = 1;
        # A card that does not answer must not hold up the boot for ever.
        TimeoutStartSec = "5min";
        # The partition is seen by this service only.
        PrivateMounts = true;
        RuntimeDirectory = baseNameOf mountPoint;
      };
      script = ''
        failed=0
        ${bash} ${scripts}/card.sh ${
          lib.escapeShellArgs [
            partition
            mountPoint
            bash
            "${scripts}/firstboot.sh"
            mountPoint
            state
            cfg.user.name
            "/etc/ssh"
            "/etc/NetworkManager/system-connections"
            declared
          ]
        } || failed=1
        ${takeName} || failed=1
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
