# The serial port on GPIO 14 and 15: a console with a login, or free for other things. config.txt's enable_uart is left
# alone on the Pi 0 to 4: U-Boot hangs without it.
{
  board,
  config,
  lib,
  ...
}:
let
  inherit (config.nixberry) interfaces;
  on = interfaces.serialConsole;

  # Before the Pi 5 the vendor's overlay disable-bt gives the header the port that Bluetooth has otherwise.
  takesBluetooths =
    lib.elem board.kernel.profile [
      "3"
      "4"
    ]
    && lib.elem "bluetooth" board.kernel.interfaces
    && !interfaces.bluetooth;
  console = if takesBluetooths then "ttyAMA0" else toString board.kernel.console;

  # Ports that the image modules name as consoles; systemd starts a login on each.
  others = lib.subtractLists (lib.optional on console) [
    "ttyAMA0"
    "ttyAMA10"
    "ttyS0"
    "ttyS1"
  ];
  portOf = builtins.match "console=(ttyAMA0|ttyS0|ttyS1)(,.*)?";
in
{
  # The image modules name the ports of many boards as consoles. One of them is what Bluetooth hangs on (ttyAMA0), and the
  # kernel's messages would disturb it. So of these only the one that is asked for stays.
  options.boot.kernelParams = lib.mkOption {
    apply = lib.filter (
      parameter:
      let
        port = portOf parameter;
      in
      port == null || (on && lib.head port == console)
    );
  };

  config = lib.mkMerge [
    {
      systemd.services = lib.listToAttrs (
        map (port: lib.nameValuePair "serial-getty@${port}" { enable = lib.mkDefault false; }) others
      );
    }

    (lib.mkIf on {
      # The last one named is /dev/console; the screen keeps its own console.
      boot.kernelParams = lib.mkAfter [ "console=${console},115200n8" ];
    })

    (lib.optionalAttrs (board.kernel.profile == "5") {
      # The header's port, as raspi-config switches it on. (enable_uart is about the socket for debugging there.)
      hardware.raspberry-pi.configtxt.settings.pi5.dtparam = lib.optional on "uart0=on";
    })
  ];
}
