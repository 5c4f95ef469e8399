# One file a subject, each with its options (`nixberry.…`, the fields of settings.json) and what they come to.
# To have something otherwise, set it in hosts/<name>/configuration.nix: these files are replaced by `nixberry upgrade`.
{
  imports = [
    ./audio.nix
    ./bluetooth.nix
    ./board.nix
    ./buses.nix
    ./caches.nix
    ./config-txt.nix
    ./containers.nix
    ./ethernet.nix
    ./firstboot.nix
    ./host.nix
    ./image-record.nix
    ./image.nix
    ./interfaces.nix
    ./maintenance.nix
    ./monitoring.nix
    ./packages.nix
    ./region.nix
    ./serial.nix
    ./tailscale.nix
    ./uboot.nix
    ./user.nix
    ./wifi.nix
    ./wifi-networkmanager.nix
    ./wifi-wpa-supplicant.nix
  ];
}
