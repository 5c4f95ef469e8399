# What can be switched on of the board, and whether it has it. With the vendor's kernel config.txt does it; with mainline
# U-Boot hands over the kernel's own device tree, so it takes overlays of that tree.
{
  board,
  config,
  lib,
  ...
}:
let
  cfg = config.nixberry;
  vendor = board.kernel.profile != null;
  names = [
    "i2c"
    "spi"
    "serialConsole"
    "oneWire"
    "camera"
    "audio"
    "bluetooth"
  ];
in
{
  options.nixberry.interfaces = lib.genAttrs names (
    _:
    lib.mkOption {
      type = lib.types.bool;
      default = false;
    }
  );

  config = lib.mkMerge [
    {
      assertions = map (name: {
        assertion = cfg.interfaces.${name} -> lib.elem name board.kernel.interfaces;
        message = "nixberry.interfaces.${name}: ${cfg.board} has none, or not with the ${cfg.kernel} kernel.";
      }) names;
    }

    (lib.optionalAttrs vendor {
      hardware.raspberry-pi.configtxt = {
        settings.all.camera_auto_detect = cfg.interfaces.camera;
        # What nixos-hardware has by default, which a definition of ours would otherwise replace.
        deviceTreeOverlays.all = lib.mkBefore [ { vc4-kms-v3d = { }; } ];
      };
    })
  ];
}
