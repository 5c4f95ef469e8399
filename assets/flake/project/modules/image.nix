# The card image.
{
  config,
  lib,
  options,
  ...
}:
let
  cfg = config.nixberry;
  baseName = "nixos-${cfg.hostName}";
  root = config.fileSystems."/".device;

  # Ids that differ from host to host and are the same in each build: digits of a hash of the name, a different one for
  # each purpose.
  hash = purpose: builtins.hashString "sha256" "nixberry ${purpose} ${cfg.hostName}";
  digits = purpose: lib.substring 0 8 (hash purpose);
  uuid =
    let
      part = start: length: lib.substring start length (hash "root");
    in
    "${part 0 8}-${part 8 4}-4${part 13 3}-8${part 17 3}-${part 20 12}";
in
{
  options.nixberry.image = {
    compress = lib.mkOption {
      type = lib.types.bool;
      default = true;
    };
    uniqueIds = lib.mkOption {
      type = lib.types.bool;
      default = false;
    };
  };

  config = lib.mkMerge [
    {
      sdImage = {
        compressImage = cfg.image.compress;
        # In MiB. The default of 30 is too small for the vendor's overlays, and for what is put there later.
        firmwareSize = lib.mkDefault 128;
      };
    }

    # Before 25.05 it had another name. 90: also where the image module has a name of its own.
    (
      if options ? image && options.image ? baseName then
        { image.baseName = lib.mkOverride 90 baseName; }
      else
        { sdImage.imageBaseName = lib.mkOverride 90 baseName; }
    )

    # Since 24.11 the root file system is found by a label that may be the host's own. A card that was made with another one
    # (image.uniqueIds switched, or the host renamed since) would not start any more: an update of it is refused.
    (lib.optionalAttrs (options.system ? preSwitchChecks) {
      system.preSwitchChecks = lib.mkIf (lib.hasPrefix "/dev/" (toString root)) {
        nixberryRootLabel = ''
          if [ ! -e ${lib.escapeShellArg root} ]; then
            echo 'nixberry: there is no ${root}: this system could not start from this card. It was made with' >&2
            echo 'another "image.uniqueIds" or "hostName". Set them back, or make a new card.' >&2
            exit 1
          fi
        '';
      };
    })

    # Every image of NixOS has the same ids: of two drives in one Pi, the card and an NVMe, either may be mounted.
    (lib.mkIf cfg.image.uniqueIds {
      sdImage = {
        firmwarePartitionID = "0x${digits "disk"}";
        # FAT has room for 11 characters, ext4 for 16.
        firmwarePartitionName = "FW-${lib.toUpper (digits "firmware")}";
        rootPartitionUUID = uuid;
      }
      # Since 24.11.
      // lib.optionalAttrs (options.sdImage ? rootVolumeLabel) {
        rootVolumeLabel = "NIXOS_${lib.toUpper (digits "root")}";
      };
    })
  ];
}
