/** How a setting of Nix is changed on this computer. */
export interface Computer {
  readonly os: 'linux' | 'macos' | 'windows' | 'other';
  /** NixOS makes its nix.conf from its configuration: a line appended to it would be lost. */
  readonly nixos: boolean;
  /** nix-darwin makes it from a configuration with the same options, on macOS. */
  readonly nixDarwin: boolean;
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

/** The line that installs Nix on a Linux or a Mac that has none, in any shell; `en.json` has the same one. */
export const INSTALL_NIX = 'curl -sSfL https://nixos.org/nix/install | sh -s -- --daemon';

/** The line that installs Nix, or a newer one; null on NixOS, where it comes with the system, and on Windows. */
export function installNix(computer: Computer): string | null {
  if (computer.nixos || computer.os === 'windows') return null;
  // The installer stops where it finds another Nix.
  return computer.debianNix ? `${asRoot(computer, 'apt-get remove -y nix-bin')} && ${INSTALL_NIX}` : INSTALL_NIX;
}

/** A command that only root may run, as it has to be typed here. */
export function asRoot(computer: Computer, command: string): string {
  return computer.root ? command : `sudo ${command}`;
}

/** The line that adds to a list among Nix's settings: a shell command, or on NixOS one for its configuration. */
export function addSetting(computer: Computer, name: string, values: readonly string[]): string {
  if (isDeclarative(computer)) {
    const quoted = values.map((value) => JSON.stringify(value)).join(' ');
    return `nix.settings.${name} = [ ${quoted} ];`;
  }
  return appendSetting(computer, `extra-${name} = ${values.join(' ')}`);
}

/** The shell command that appends to nix.conf, and makes a running daemon read it. */
export function appendSetting(computer: Computer, setting: string): string {
  return appendSettings(computer, [setting]);
}

/** The same for several of them. */
export function appendSettings(computer: Computer, settings: readonly string[]): string {
  const file = computer.determinate ? '/etc/nix/nix.custom.conf' : '/etc/nix/nix.conf';
  const commands = [asRoot(computer, 'mkdir -p /etc/nix'), writeLines(computer, settings, file, 'append')];
  return [...commands, ...restartDaemon(computer)].join(' && ');
}

/** The shell command that writes lines to a file of root's. */
export function writeLines(
  computer: Computer,
  lines: readonly string[],
  file: string,
  how: 'append' | 'replace',
): string {
  const print = lines.length === 1 ? 'echo' : String.raw`printf '%s\n'`;
  const tee = asRoot(computer, `tee ${how === 'append' ? '-a ' : ''}${file}`);
  return `${print} ${lines.map((line) => `'${line}'`).join(' ')} | ${tee}`;
}

/** The command that makes Nix's daemon read its settings anew; none where no daemon runs. */
function restartDaemon(computer: Computer): readonly string[] {
  if (computer.os === 'macos') {
    const service = computer.determinate ? 'systems.determinate.nix-daemon' : 'org.nixos.nix-daemon';
    return [asRoot(computer, `launchctl kickstart -k system/${service}`)];
  }
  return computer.daemon ? [asRoot(computer, 'systemctl restart nix-daemon')] : [];
}

/** Whether nix.conf is made from a configuration. Determinate Nix keeps nix-darwin from it. */
export function isDeclarative({ nixos, nixDarwin, determinate }: Computer): boolean {
  return nixos || (nixDarwin && !determinate);
}

/** The line that installs a package, where we know the package manager. */
export function installPackages(computer: Computer, packages: readonly string[]): string | null {
  return computer.debian ? asRoot(computer, `apt-get install -y ${packages.join(' ')}`) : null;
}
