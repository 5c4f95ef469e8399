# What each board needs to boot NixOS. Data only; Nixberry's own table says the same, and a test compares the two.
#
#   system     what programs are built for
#   soc        how the kernel's device trees call the chip (an overlay applies where `compatible` matches)
#   image      the nixpkgs module that makes the card image
#   kernels    what settings.json may choose as "kernel":
#     releases    the releases that have it; null: all of them
#     profile     a folder in nixos-hardware/raspberry-pi, which brings Raspberry Pi's kernel (never in a binary cache)
#     console     the serial port on GPIO 14 and 15
#     interfaces  what can be switched on
#   unsupported   instead of all this: why not, and what to do
let
  all = [
    "i2c"
    "spi"
    "serialConsole"
    "oneWire"
    "camera"
    "audio"
    "bluetooth"
  ];
  without = names: builtins.filter (name: !builtins.elem name names) all;

  arm64 = {
    system = "aarch64-linux";
    image = "sd-image-aarch64.nix";
  };

  mainline = console: missing: {
    releases = null;
    profile = null;
    inherit console;
    interfaces = without ([ "camera" ] ++ missing);
  };
  vendor = profile: console: missing: {
    releases = null;
    inherit profile console;
    interfaces = without missing;
  };

  # Where there is Bluetooth it has the good port (ttyAMA0), and the header the mini UART: mainline numbers that as ttyS1, by
  # the alias serial1 in its device tree, the vendor's kernel as ttyS0.
  pi3 = arm64 // {
    soc = "brcm,bcm2837";
    kernels = {
      mainline = mainline "ttyS1" [ ];
      vendor = vendor "3" "ttyS0" [ ];
    };
  };

  pi4 = arm64 // {
    soc = "brcm,bcm2711";
    kernels = {
      mainline = mainline "ttyS1" [ ];
      vendor = vendor "4" "ttyS0" [ ];
    };
  };

  pi5 = arm64 // {
    soc = "brcm,bcm2712";
    kernels = {
      # The stock image knows the Pi 5 since July 2026 (nixpkgs pull request 537862), which 26.05 has not got. It has no
      # drivers for the header's buses, and keeps the serial port off.
      mainline = {
        releases = [ "unstable" ];
        profile = null;
        console = null;
        interfaces = [
          "audio"
          "bluetooth"
        ];
      };
      vendor = vendor "5" "ttyAMA0" [ ];
    };
  };

  withKernels = board: kernels: board // { kernels = board.kernels // kernels; };

  armv6 = {
    unsupported = "has an ARMv6 processor, which NixOS no longer supports. Use a Zero 2 W instead, or Raspberry Pi OS.";
  };
in
{
  zero2w = pi3;
  inherit pi3;
  pi3plus = pi3;
  # No radio on the module.
  cm3 = withKernels pi3 {
    mainline = mainline "ttyAMA0" [ "bluetooth" ];
    vendor = vendor "3" "ttyAMA0" [ "bluetooth" ];
  };
  inherit pi4;
  # No camera connector.
  pi400 = withKernels pi4 { vendor = vendor "4" "ttyS0" [ "camera" ]; };
  # Its radio is not verified.
  cm4 = pi4;
  inherit pi5;
  pi500 = withKernels pi5 { vendor = vendor "5" "ttyAMA0" [ "camera" ]; };
  cm5 = pi5;
  # nixos-hardware has no profile for it: its `2` is the 32-bit board. Overlays are not verified: U-Boot may load another
  # board's device tree.
  pi2v12 = pi3 // {
    kernels.mainline = mainline "ttyAMA0" [ "bluetooth" ];
  };
  # Nothing of it is in a binary cache: everything is compiled.
  pi2 = {
    system = "armv7l-linux";
    soc = "brcm,bcm2836";
    image = "sd-image-armv7l-multiplatform.nix";
    kernels.mainline = mainline "ttyAMA0" [ "bluetooth" ];
  };
  pi1 = armv6;
  zero = armv6;
  zerow = armv6;
}
