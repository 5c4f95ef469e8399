{
  description = "A small Pi's card: Debian arm64's kernel and systemd, put together by Nix alone";

  # No inputs: it builds offline, without nixpkgs. `system` is that of the computer that runs the tools.
  outputs =
    { self }:
    {
      packages.x86_64-linux.default = derivation {
        system = "x86_64-linux";
        name = "rig-pi.img";
        builder = "/bin/sh";
        args = [ ./make-card.sh ];
        # kernel, initrd.gz, extlinux.conf and root/, which the rig lays beside this file.
        content = ./content;
        preferLocalBuild = true;
        allowSubstitutes = false;
      };
    };
}
