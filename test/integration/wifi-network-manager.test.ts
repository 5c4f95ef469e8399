import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { busConfig } from '../support/bus-config.ts';
import { tempFolder } from '../support/temp-folder.ts';

const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, '../..');
const RUN_MS = 60_000;
/** What `--terse` could escape, and an end that a trim would take. */
const SSID = 'Café: am \\ Eck';
const PASSPHRASE = 'a:b\\c d"e ';

/** There is no radio here that could be connected: which connection is up is said in nmcli's place, all else by the real one. */
const NMCLI = (folder: string): string => `#!/bin/sh
echo "$*" >> '${folder}/asked'
case "$*" in
  *--active*) exec /usr/bin/nmcli --terse --fields UUID,TYPE connection show ;;
  *) exec /usr/bin/nmcli "$@" ;;
esac
`;

/** A program in a network of its own, beside a NetworkManager that knows this one. */
async function withProfile(argv: readonly string[]): Promise<{ readonly told: unknown; readonly asked: string }> {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'bus.conf'), busConfig('system', `unix:path=${folder}/bus`));
  await writeFile(path.join(folder, 'nmcli'), NMCLI(folder));
  await chmod(path.join(folder, 'nmcli'), 0o755);
  const added = `/usr/bin/nmcli connection add type wifi ifname none-here "$@" > '${folder}/added'`;
  const program = `PATH='${folder}':"$PATH" exec '${process.execPath}' --import tsx '${ROOT}/test/support/wifi-program.ts'`;
  const inside = [
    'sh',
    path.join(HERE, 'network-manager.sh'),
    folder,
    'sh',
    '-euc',
    `${added}; ${program}`,
    'sh',
    ...argv,
  ];
  const { stdout } = await execa('unshare', ['--net', '--mount', ...inside], { cwd: ROOT, timeout: RUN_MS });
  return { told: JSON.parse(stdout) as unknown, asked: await readFile(path.join(folder, 'asked'), 'utf8') };
}

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('the real NetworkManager', () => {
  it('tells network and passphrase as they are, and no argument has the passphrase', async () => {
    const security = ['wifi-sec.key-mgmt', 'sae', 'wifi-sec.psk', PASSPHRASE];
    const { told, asked } = await withProfile(['ssid', SSID, 'wifi.hidden', 'yes', ...security]);
    expect(told).toEqual({
      wifi: { ssid: SSID, security: 'wpa3', hidden: true, askable: true },
      passphrase: PASSPHRASE,
    });
    expect(asked).not.toContain(PASSPHRASE.trim());
  });
});
