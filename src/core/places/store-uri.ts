import { parseDestination, type SshDestination } from '../ssh/destination.ts';

export interface StoreUri {
  /** As Nix is given it: without the port, which versions before 2.31 take for a part of the name. */
  readonly uri: string;
  readonly destination: SshDestination;
}

const SSH_STORE = /^(?<scheme>ssh|ssh-ng):\/\/(?<machine>[^/?#]+)(?:\?(?<query>[^#]*))?$/;

/** Reads the address of a store that is reached by ssh, `ssh-ng://user@host:port?ssh-key=FILE`; null for any other. */
export function parseStoreUri(text: string): StoreUri | null {
  const { scheme, machine = '', query = '' } = SSH_STORE.exec(text)?.groups ?? {};
  const destination = parseDestination(machine);
  if (scheme === undefined || destination === null) return null;
  const { user, host } = destination;
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const uri = `${scheme}://${user === null ? '' : `${user}@`}${shownHost}${query === '' ? '' : `?${query}`}`;
  return { uri, destination: { ...destination, keyFile: keyFile(query) } };
}

function keyFile(query: string): string | null {
  const found = /(?:^|&)ssh-key=([^&]*)/.exec(query)?.[1] ?? '';
  if (found === '') return null;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
