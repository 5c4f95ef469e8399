import { execa } from 'execa';

export interface ReadNetwork {
  readonly ssid: string;
  readonly hidden: boolean;
  readonly keys: readonly string[];
  readonly psk: string | null;
  readonly sae: string | null;
  readonly priority: number;
}

/** defs.h of hostap. */
const KEYS: readonly (readonly [number, string])[] = [
  [1 << 1, 'WPA-PSK'],
  [1 << 2, 'NONE'],
  [1 << 8, 'WPA-PSK-SHA256'],
  [1 << 10, 'SAE'],
];
const TIMEOUT_MS = 20_000;

/** What wpa_supplicant says that it has read of a file beside its own (`-I`), as NixOS gives it; rejects when it refuses it. */
export async function readBySupplicant(
  file: string,
): Promise<{ readonly country: string | null; readonly networks: readonly ReadNetwork[] }> {
  const argv = ['-D', 'wired', '-i', 'lo', '-c', '/dev/null', '-I', file, '-dd', '-K'];
  const child = execa('wpa_supplicant', argv, { reject: false, timeout: TIMEOUT_MS, buffer: false, stdin: 'ignore' });
  const lines: string[] = [];
  for await (const line of child) {
    if (line.includes('Failed to read or parse')) throw new Error(lines.slice(-4).join('\n'));
    // Its files are read by then.
    if (/^driver_|Own MAC address|Failed to/.test(line)) break;
    lines.push(line);
  }
  child.kill();
  await child;
  const from = lines.indexOf(`Reading configuration file '${file}'`);
  if (from === -1) throw new Error(`not read:\n${lines.join('\n')}`);
  const [head = '', ...blocks] = lines
    .slice(from)
    .join('\n')
    .split(/^Line: .* start of a new network block$/m);
  return { country: /^country='(.*)'$/m.exec(head)?.[1] ?? null, networks: blocks.map(networkOf) };
}

function networkOf(block: string): ReadNetwork {
  const number = (name: string): number => Number(new RegExp(`^${name}[=:] ?(\\w+)`, 'm').exec(block)?.[1] ?? 0);
  const keys = number('key_mgmt');
  return {
    ssid: dump(block, 'ssid') ?? '',
    hidden: number('scan_ssid') === 1,
    keys: KEYS.filter(([bit]) => (keys & bit) !== 0).map(([, name]) => name),
    psk: /^PSK - .*?: (.*)$/m.exec(block)?.[1]?.replaceAll(' ', '') ?? null,
    sae: dump(block, 'sae_password'),
    priority: number('priority'),
  };
}

/** Bytes of a hexdump with the text beside it, 16 a line. */
function dump(block: string, name: string): string | null {
  const rows = new RegExp(`^${name} - hexdump_ascii.*\\n((?: {5}.*\\n)+)`, 'm').exec(block)?.[1];
  return rows === undefined
    ? null
    : rows
        .split('\n')
        .map((row) => row.slice(5, 5 + 3 * 16).replaceAll(' ', ''))
        .join('');
}
