import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Seed, SeedNetwork } from '../../../src/core/seed/seed.ts';
import { describeHostKey } from '../../../src/node/seed/host-key.ts';
import type { PiPath, PiReport } from '../host/pi-report.ts';

const STATE = '/var/lib/nixberry';

/** Everything that the seed brings is on the Pi, with the right content, owner and mode, and was there in time. */
export function assertInPlace(report: PiReport, seed: Seed): void {
  assert.equal(report.hostName, seed.hostName);
  assert.equal(report.folder, '755 root');
  const files = Object.fromEntries(
    Object.entries(report.files).filter(([path]) => path.startsWith(STATE) && path !== `${STATE}/wpa_supplicant.conf`),
  );
  assert.deepEqual(files, expectedState(seed));
  const { [`${STATE}/wpa_supplicant.conf`]: networks } = report.files;
  assert.deepEqual([networks?.mode, networks?.owner], ['400', 'wpa_supplicant']);
  assert.equal(report.shadow, sha256(seed.passwordHash ?? ''));
  assertConnections(report, seed.wifi);
  assertHostKey(report, seed.sshHostKey ?? '');

  // Whoever reads it had it when it started.
  const wanted = {
    'avahi-daemon': line(seed.hostName),
    NetworkManager: line(seed.country),
    'tailscaled-autoconnect': line(seed.tailscaleKey),
    wpa_supplicant: wifiSecrets(seed.wifi),
  };
  assert.deepEqual(report.seen, Object.fromEntries(Object.entries(wanted).map(([unit, text]) => [unit, sha256(text)])));
}

/** The first boot's unit took it and had nothing to say. */
export function assertTaken(report: PiReport): void {
  assert.deepEqual(
    { firstboot: report.firstboot, said: report.said, failed: report.failed },
    { firstboot: 'success', said: [], failed: [] },
  );
}

function expectedState(seed: Seed): Readonly<Record<string, PiPath>> {
  const file = (mode: string, owner: string, content: string | Buffer): PiPath => ({
    ...{ mode, owner, sha256: sha256(content) },
  });
  return {
    [`${STATE}/age.key`]: file('400', 'root', seed.ageKey ?? ''),
    [`${STATE}/authorized_keys.d/ada`]: file('644', 'root', seed.authorizedKeys.map((key) => `${key}\n`).join('')),
    [`${STATE}/country`]: file('644', 'root', line(seed.country)),
    [`${STATE}/hostname`]: file('644', 'root', line(seed.hostName)),
    [`${STATE}/own.file`]: file('400', 'root', Buffer.from(seed.ownFile ?? '', 'base64')),
    [`${STATE}/seed.id`]: file('644', 'root', line(seed.id)),
    [`${STATE}/tailscale.key`]: file('400', 'root', line(seed.tailscaleKey)),
    [`${STATE}/wifi.secrets`]: file('400', 'wpa_supplicant', wifiSecrets(seed.wifi)),
  };
}

function assertConnections(report: PiReport, networks: readonly SeedNetwork[]): void {
  const folder = '/etc/NetworkManager/system-connections';
  const found = Object.entries(report.files).filter(([path]) => path.startsWith(folder));
  assert.deepEqual(
    found.map(([path, { mode, owner }]) => `${path} ${mode} ${owner}`),
    networks.map(({ ssid }) => `${folder}/nixberry-${shortName(ssid)}.nmconnection 600 root`).sort(),
  );
}

function assertHostKey(report: PiReport, privateKey: string): void {
  const { publicKey } = describeHostKey(privateKey);
  assert.equal(report.presents, publicKey, 'the host key that sshd presents');
  const key = '/etc/ssh/ssh_host_ed25519_key';
  assert.deepEqual(report.files[key], { mode: '600', owner: 'root', sha256: sha256(privateKey) });
  const { mode, owner } = report.files[`${key}.pub`] ?? {};
  assert.deepEqual([mode, owner], ['644', 'root']);
}

/** As wpa_supplicant's `ext:` and NetworkManager's environment have them: PSK for WPA2, else the passphrase. */
function wifiSecrets(networks: readonly SeedNetwork[]): string {
  return networks
    .filter(({ security }) => security !== 'open')
    .map(({ ssid, security, psk, passphrase }) => {
      const secret = security === 'wpa2' ? psk : (passphrase ?? psk);
      return `psk_${shortName(ssid)}=${secret ?? ''}\n`;
    })
    .join('');
}

function shortName(ssid: string): string {
  return sha256(ssid).slice(0, 8);
}

function line(text: string | null): string {
  return `${text ?? ''}\n`;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
