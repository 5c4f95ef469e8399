/** A network in the middle of which an address lies. Addresses are numbers of 32 bits. */
export interface Subnet {
  readonly address: number;
  readonly network: number;
  readonly broadcast: number;
  readonly prefix: number;
}

/** `192.168.1.5` as a number. The text must be an address. */
export function ipv4Number(text: string): number {
  return text.split('.').reduce((number, byte) => number * 256 + Number(byte), 0);
}

/** `192.168.1.5/24` with the ends of its network. The text must be address and prefix. */
export function subnetOf(text: string): Subnet {
  const [ip = '', bits = ''] = text.split('/');
  const size = 2 ** (32 - Number(bits));
  const address = ipv4Number(ip);
  const network = address - (address % size);
  return { address, network, broadcast: network + size - 1, prefix: Number(bits) };
}

/** Whether a host of the network may have this address. A network of two (RFC 3021) or one has no special ends. */
export function isHostOf({ network, broadcast, prefix }: Subnet, address: number): boolean {
  if (address < network || address > broadcast) return false;
  return prefix >= 31 || (address !== network && address !== broadcast);
}

/** Whether an address is one of a host at all: not "this network", loopback, multicast or reserved (RFC 6890). */
export function isUnicast(address: number): boolean {
  const first = Math.floor(address / 2 ** 24);
  return first !== 0 && first !== 127 && first < 224;
}
