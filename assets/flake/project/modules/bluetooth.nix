# The board's own Bluetooth. The kernel finds it by itself: no btattach, which would fight with it for the port.
{
  board,
  config,
  lib,
  ...
}:
let
  on = config.nixberry.interfaces.bluetooth;
in
{
  config = lib.mkMerge [
    {
      hardware.bluetooth.enable = lib.mkDefault on;
      # Drivers of radios on a serial port only: an adapter on USB goes on working.
      boot.blacklistedKernelModules = lib.optionals (!on) [
        "btbcm"
        "hci_uart"
      ];
    }

    (lib.optionalAttrs (board.kernel.profile != null) {
      # An overlay of what the board has not got would be refused by the firmware.
      hardware.raspberry-pi.configtxt.deviceTreeOverlays.all = lib.optional (
        !on && lib.elem "bluetooth" board.kernel.interfaces
      ) { disable-bt = { }; };
    })
  ];
}
