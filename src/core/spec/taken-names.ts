/**
 * Users that NixOS makes by itself, in modules that Nixberry's flake uses: an ordinary user of that name would take over
 * their id, home and rights. From `users.users` of nixpkgs, and `wpa_supplicant` of 26.05 (pull request 427528).
 */
const TAKEN: ReadonlySet<string> = new Set([
  'root',
  'nobody',
  'messagebus',
  'polkituser',
  'sshd',
  'nscd',
  'avahi',
  'rtkit',
  'geoclue',
  'pulse',
  'pipewire',
  'tss',
  'dhcpcd',
  'ntp',
  'chrony',
  'wpa_supplicant',
  'nm-openvpn',
  'nm-iodine',
  'node-exporter',
  'cups',
  'lp',
  'uucp',
  'git',
  'postgres',
  'nginx',
]);

const PREFIXES = ['systemd-', 'nixbld'];

/** Whether the system has, or may get, a user of this name that is no person. */
export function isTakenName(name: string): boolean {
  return TAKEN.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}
