# Lines at the end of config.txt. The FAT partition is written with the image; nixos-rebuild does not touch it.
{
  board,
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  lines = config.nixberry.configTxt;
  # Whatever section the file ends in, these are for every board.
  text = pkgs.writeText "config-nixberry.txt" (
    lib.concatMapStrings (line: line + "\n") (
      [
        ""
        "[all]"
      ]
      ++ lines
    )
  );
  isDeviceTree = line: lib.hasPrefix "dtparam" line || lib.hasPrefix "dtoverlay" line;
in
{
  options.nixberry.configTxt = lib.mkOption {
    type = lib.types.listOf (lib.types.strMatching "[!-~]([ -~]{0,96}[!-~])?");
    default = [ ];
  };

  config = lib.mkIf (lines != [ ]) (
    if board.kernel.profile == null then
      {
        # U-Boot loads the kernel's own device tree, and what the firmware did to its own is lost.
        warnings = lib.optional (lib.any isDeviceTree lines) "nixberry.configTxt: dtparam and dtoverlay have no effect with the mainline kernel; use hardware.deviceTree.overlays, or the vendor's kernel.";

        # The image module's part comes first, and its config.txt is a read-only copy from the store. The option has no
        # type: definitions are joined with nothing in between.
        sdImage.populateFirmwareCommands = lib.mkAfter ''

          chmod u+w firmware/config.txt
          cat ${text} >> firmware/config.txt
        '';
      }
    else
      {
        # nixos-hardware forces its own populateFirmwareCommands, and drops others without a word. So the file itself is
        # replaced, by what it would be and our lines.
        hardware.raspberry-pi.configtxt.file = pkgs.runCommand "config.txt" { } ''
          cat ${options.hardware.raspberry-pi.configtxt.file.default} ${text} > $out
        '';
      }
  );
}
