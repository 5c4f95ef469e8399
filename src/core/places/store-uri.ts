import { AppError } from '../errors/app-error.ts';
import { parseDestination, type SshDestination } from '../ssh/destination.ts';

export interface StoreUri {
  /** As Nix is given it: without the port, which versions before 2.31 take for a part of the name. */
  readonly uri: string;
  readonly destination: SshDestination;
}

const SSH_STORE = /^(?<scheme>ssh|ssh-ng):\/\/(?<machine>[^/?#]+)(?:\?(?<query>[^#]*))?$/;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Reads the address of a store that is reached by ssh, `ssh-ng://user@host:port?ssh-key=FILE`; null for any other. Throws AppError
 * `place-unknown` for one that Nix has no words for.
 */
export function parseStoreUri(text: string): StoreUri | null {
  const { scheme, machine = '', query = '' } = SSH_STORE.exec(text)?.groups ?? {};
  const destination = parseDestination(machine);
  if (scheme === undefined || destination === null) return null;
  const { user, host } = destination;
  // Nix hands it to ssh as it decodes it, which differs between versions.
  if (host.includes('%')) throw new AppError('place-unknown', { place: text, reason: 'zone', host });
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const uri = `${scheme}://${user === null ? '' : `${user}@`}${shownHost}${query === '' ? '' : `?${query}`}`;
  const hostKey = parameter(query, 'base64-ssh-public-host-key');
  return { uri, destination: { ...destination, keyFile: parameter(query, 'ssh-key'), ...givenHostKey(text, hostKey) } };
}

/**
 * What a machine must answer with, of its public key in base64 as Nix takes it (`base64 -w0 ssh_host_ed25519_key.pub`).
 * Throws AppError `place-unknown` when it is none.
 */
export function givenHostKey(place: string, base64: string | null): Pick<SshDestination, 'hostKey'> {
  if (base64 === null) return {};
  const hostKey = /^[a-z][\w@.-]+ [A-Za-z0-9+/]+=*(?=\s|$)/.exec(fromBase64(base64))?.[0];
  if (hostKey === undefined) throw new AppError('place-unknown', { place, reason: 'host-key' });
  return { hostKey };
}

/** Text of ASCII; empty for what is no base64. */
function fromBase64(base64: string): string {
  let [bits, count, text] = [0, 0, ''];
  for (const char of base64.replace(/=+$/, '')) {
    const value = BASE64.indexOf(char);
    if (value < 0) return '';
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 0xff);
  }
  return text;
}

function parameter(query: string, name: string): string | null {
  const pair = query.split('&').find((one) => one.startsWith(`${name}=`));
  const found = pair?.slice(name.length + 1) ?? '';
  if (found === '') return null;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
