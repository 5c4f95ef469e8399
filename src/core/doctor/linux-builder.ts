import { machinesFile, type NixConfig } from '../nix/config.ts';
import { appendSetting, appendSettings, asRoot, isDeclarative, writeLines, type Computer } from './fixes.ts';

/**
 * nixpkgs' linux-builder: a small virtual machine with NixOS on a Mac, reached by ssh at a port of the Mac. The lines are
 * those of the nixpkgs manual (doc/packages/darwin-builder.section.md), with its public host key.
 */
const HOST_KEY =
  'c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSUpCV2N4Yi9CbGFxdDFhdU90RStGOFFVV3JVb3RpQzVxQkorVXVFV2RWQ2Igcm9vdEBuaXhvcwo=';
const MACHINE = `ssh-ng://builder@linux-builder aarch64-linux /etc/nix/builder_ed25519 4 1 kvm,benchmark,big-parallel - ${HOST_KEY}`;
const SSH_FILE = '/etc/ssh/ssh_config.d/100-linux-builder.conf';
const SSH_LINES = ['Host linux-builder', '  Hostname localhost', '  HostKeyAlias linux-builder', '  Port 31022'];
const START = 'nix --extra-experimental-features "nix-command flakes" run nixpkgs#darwin.linux-builder';

/** The line that sets up a linux-builder on a Mac with Apple Silicon, and starts it: for nix-darwin's configuration, or a shell. */
export function setUpLinuxBuilder(computer: Computer, config: NixConfig, user: string): string {
  if (isDeclarative(computer)) return 'nix.linux-builder.enable = true;';
  const ssh = writeLines(computer, SSH_LINES, SSH_FILE, 'replace');
  // What comes from a cache goes straight to the builder, and not by way of the Mac.
  const substitutes = 'builders-use-substitutes = true';
  const settings = appendSettings(computer, [substitutes, `extra-trusted-users = ${user}`]);
  return [ssh, addMachine(computer, config), settings, START].join(' && ');
}

/** Beside the builders that there are: a second `builders` setting would put an end to the first. */
function addMachine(computer: Computer, { builders }: NixConfig): string {
  const file = machinesFile(builders);
  const inline = file === null ? builders.trim().replaceAll(/\s*\n\s*/g, ' ; ') : '';
  if (inline !== '') return appendSetting(computer, `builders = ${inline} ; ${MACHINE}`);
  const folder = asRoot(computer, 'mkdir -p /etc/nix');
  return `${folder} && ${writeLines(computer, [MACHINE], file ?? '/etc/nix/machines', 'append')}`;
}
