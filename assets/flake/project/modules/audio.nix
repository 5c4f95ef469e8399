# The board's own sound: the headphone socket where there is one, and HDMI.
{
  board,
  config,
  lib,
  options,
  pkgs,
  ...
}:
let
  on = config.nixberry.interfaces.audio;
in
{
  config = lib.mkMerge [
    (
      if board.kernel.profile == null then
        {
          # HDMI's sound comes from the graphics driver; the headphones' is off unless asked for.
          boot.kernelParams = lib.optional on "snd_bcm2835.enable_headphones=1";
          boot.kernelModules = lib.optional on "snd_bcm2835";
        }
      else
        {
          hardware.raspberry-pi.configtxt.settings.all.dtparam = [ "audio=${if on then "on" else "off"}" ];
        }
    )

    # Volumes kept. Not the whole of hardware.alsa, which forbids PipeWire. Before 24.11 it was another option (and as one
    # that was removed it still exists).
    (
      if (options.hardware.alsa or { }) ? enablePersistence then
        { hardware.alsa.enablePersistence = lib.mkDefault on; }
      else
        { sound.enable = lib.mkDefault on; }
    )

    { environment.systemPackages = lib.optional on pkgs.alsa-utils; }
  ];
}
