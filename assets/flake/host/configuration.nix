# Yours: any option of NixOS. Nixberry has made this file once and never changes it. To have something otherwise than
# settings.json says: lib.mkForce.
{ ... }:
{
  # services.openssh.ports = [ 2222 ];
}
