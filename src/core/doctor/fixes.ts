/** How a setting of Nix is changed on this computer. */
export interface Computer {
  /** NixOS makes its nix.conf from its configuration: a line appended to it would be lost. */
  readonly nixos: boolean;
  /** Determinate Nix rewrites nix.conf and includes this one. */
  readonly determinate: boolean;
  readonly debian: boolean;
  /** The Nix here is the package nix-bin of Debian or Ubuntu. */
  readonly debianNix: boolean;
  readonly systemd: boolean;
  /** systemd keeps a Nix daemon running here, which reads nix.conf only when it starts. */
  readonly daemon: boolean;
  /** We are root already, and there may be no sudo. */
  readonly root: boolean;
}

const INSTALL = 'curl -L https://nixos.org/nix/install | sh -s -- --daemon';

/** The line that installs Nix, or a newer one; null on NixOS, where it comes with the system. */
export function installNix(computer: Computer): string | null {
  if (computer.nixos) return null;
  // The installer stops where it finds another Nix.
  return computer.debianNix ? `${asRoot(computer, 'apt-get remove -y nix-bin')} && ${INSTALL}` : INSTALL;
}

/** A command that only root may run, as it has to be typed here. */
export function asRoot(computer: Computer, command: string): string {
  return computer.root ? command : `sudo ${command}`;
}

/** The line that adds to a list among Nix's settings: a shell command, or on NixOS one for its configuration. */
export function addSetting(computer: Computer, name: string, values: readonly string[]): string {
  if (computer.nixos) {
    const quoted = values.map((value) => JSON.stringify(value)).join(' ');
    return `nix.settings.${name} = [ ${quoted} ];`;
  }
  return appendSetting(computer, `extra-${name} = ${values.join(' ')}`);
}

/** The shell command that appends to nix.conf, and makes a running daemon read it. */
export function appendSetting(computer: Computer, setting: string): string {
  const file = computer.determinate ? '/etc/nix/nix.custom.conf' : '/etc/nix/nix.conf';
  const write = `${asRoot(computer, 'mkdir -p /etc/nix')} && echo '${setting}' | ${asRoot(computer, `tee -a ${file}`)}`;
  return computer.daemon ? `${write} && ${asRoot(computer, 'systemctl restart nix-daemon')}` : write;
}

/** The line that installs a package, where we know the package manager. */
export function installPackages(computer: Computer, packages: readonly string[]): string | null {
  return computer.debian ? asRoot(computer, `apt-get install -y ${packages.join(' ')}`) : null;
}
