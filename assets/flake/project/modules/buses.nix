# I2C (GPIO 2, 3), SPI (GPIO 7 to 11) and 1-Wire (GPIO 4) of the header, and who may use them.
{
  board,
  config,
  lib,
  ...
}:
let
  cfg = config.nixberry;
  inherit (cfg.interfaces) i2c oneWire spi;

  # Mainline's device trees of the same chip; the others are not there.
  trees = {
    "brcm,bcm2836" = "bcm2836-rpi-*.dtb";
    # Also of the 2 v1.2, which U-Boot may call a bcm2836.
    "brcm,bcm2837" = "bcm283[67]-rpi-*.dtb";
    "brcm,bcm2711" = "bcm2711-rpi-*.dtb";
    "brcm,bcm2712" = "bcm2712*-rpi-*.dtb";
  };

  # An overlay is applied to the device trees whose `compatible` has the board's chip.
  overlay = name: {
    inherit name;
    dtsText = lib.replaceStrings [ "@soc@" ] [ board.soc ] (builtins.readFile ./overlays/${name}.dts);
  };
in
{
  config = lib.mkMerge [
    {
      hardware.i2c.enable = i2c;
      users.groups = {
        gpio = { };
        spi = { };
      };
      users.users.${cfg.user.name}.extraGroups = [
        "gpio"
        "spi"
      ]
      ++ lib.optional i2c config.hardware.i2c.group;
      services.udev.extraRules = ''
        SUBSYSTEM=="gpio", KERNEL=="gpiochip*", GROUP="gpio", MODE="0660"
        SUBSYSTEM=="spidev", GROUP="spi", MODE="0660"
      '';
    }

    (
      if board.kernel.profile == null then
        {
          hardware.deviceTree = {
            # An overlay that does not fit a tree of somebody else's board would stop the build.
            filter = lib.mkIf (i2c || spi || oneWire) (lib.mkDefault trees.${board.soc});
            overlays =
              lib.optional i2c (overlay "i2c1")
              ++ lib.optional spi (overlay "spi0")
              ++ lib.optional oneWire (overlay "one-wire");
          };
        }
      else
        {
          hardware.raspberry-pi.configtxt = {
            settings.all.dtparam = lib.optional i2c "i2c_arm=on" ++ lib.optional spi "spi=on";
            deviceTreeOverlays.all = lib.optional oneWire { w1-gpio.gpiopin = 4; };
          };
        }
    )
  ];
}
