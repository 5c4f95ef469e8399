import { shellWord } from '../shell-word.ts';

/** A machine as ssh is told of it. What is null is left to ssh's own configuration. */
export interface SshDestination {
  readonly user: string | null;
  /** A name, an address, or a `Host` of `~/.ssh/config`. Never begins with a dash, never has a blank in it. */
  readonly host: string;
  readonly port: number | null;
  /** The file of a private key that was given with the machine. */
  readonly keyFile: string | null;
  /** The machine's public key (`ssh-ed25519 AAAA…`) that was given with it: then that counts, and no known_hosts. */
  readonly hostKey?: string;
}

/** The last @ counts: a user may have one in its name. IPv6 stands in brackets, as its colons are no port's. */
const SHAPE = /^(?:(?<user>.*)@)?(?:\[(?<address>[^[\]]*)\]|(?<name>[^@:[\]]*))(?::(?<port>[^:\]]*))?$/su;
/** What ssh, a shell, or a person's eye could take for something else. */
const HOST = /^(?!-)[^\s\p{C}'"`$\\;&|<>(){}[\]*?!#~,@/:=]+$/u;
const USER = /^(?!-)[^\s\p{C}'"`$\\;&|<>(){}[\]*?!#~,/:=]+$/u;
/** With a zone (`fe80::1%eth0`). */
const IPV6 = /^(?=[^%]*:[^%]*:)[0-9a-fA-F:.]+(?:%[A-Za-z0-9_.-]+)?$/;
const PORT = /^[1-9]\d{0,4}$/;
const MAX_PORT = 65_535;

/** Reads `[user@]host[:port]`, IPv6 in brackets. Null for anything else, and for what could be taken for an option or a command. */
export function parseDestination(text: string): SshDestination | null {
  const groups = SHAPE.exec(text)?.groups;
  if (!groups) return null;
  const { user = null, address, name = '', port = null } = groups;
  if (user !== null && !USER.test(user)) return null;
  if (address === undefined ? !HOST.test(name) : !IPV6.test(address)) return null;
  if (port !== null && (!PORT.test(port) || Number(port) > MAX_PORT)) return null;
  return { user, host: address ?? name, port: port === null ? null : Number(port), keyFile: null };
}

/** As `parseDestination` reads it, and as people know the machine. */
export function destinationText({ user, host, port }: SshDestination): string {
  const shown = host.includes(':') ? `[${host}]` : host;
  return `${user === null ? '' : `${user}@`}${shown}${port === null ? '' : `:${port}`}`;
}

/** The machine as it stands behind `ssh` or `ssh-copy-id` in a line that a person can paste. */
export function sshWords({ user, host, port, keyFile }: SshDestination): string {
  const key = keyFile === null ? [] : ['-i', keyFile];
  const name = `${user === null ? '' : `${user}@`}${host}`;
  return [...key, ...(port === null ? [] : ['-p', String(port)]), name].map(shellWord).join(' ');
}
