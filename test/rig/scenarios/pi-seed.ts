import { randomBytes } from 'node:crypto';
import type { ImageRecord } from '../../../src/core/seed/image-record.ts';
import { makeSeed } from '../../../src/core/seed/make-seed.ts';
import type { Seed } from '../../../src/core/seed/seed.ts';
import { describeHostKey } from '../../../src/node/seed/host-key.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';

/** What the Pi's image says of itself. */
export const PI_IMAGE: ImageRecord = {
  format: 1,
  host: 'pi',
  board: 'pi4',
  nixos: '26.05.20260901.abcdef1',
  seed: {
    format: 1,
    user: 'ada',
    password: true,
    wifi: { backend: 'wpa_supplicant', country: 'GB', networks: [] },
    tailscale: true,
  },
};

const OWN_FILE_BYTES = 6000;

/** A seed with everything that one can have, made as the program makes them. No two are alike. */
export async function makePiSeed(of: { readonly hostName: string; readonly replace: boolean }): Promise<Seed> {
  const ports = createSeedPorts();
  const word = (): string => randomBytes(12).toString('hex');
  const { publicKey } = describeHostKey(await ports.newHostKey('ada'));
  return makeSeed(
    {
      ...of,
      authorizedKeys: [`${publicKey} ada's key`],
      password: `pässwörd $HOME "${word()}"`,
      country: 'GB',
      wifi: [
        { ssid: 'Grüner Käfer', hidden: true, security: 'wpa2', secret: `${word()} $x` },
        { ssid: 'attic #2', hidden: false, security: 'wpa3', secret: `${word()}"\\` },
        { ssid: 'both', hidden: false, security: 'wpa2+wpa3', secret: ` ${word()} #` },
        { ssid: 'open', hidden: false, security: 'open', secret: null },
      ],
      tailscaleKey: `tskey-auth-${word()}`,
      ageKey: `# created: today\nAGE-SECRET-KEY-1${word().toUpperCase()}\n`,
      ownFile: randomBytes(OWN_FILE_BYTES),
      hostKey: true,
    },
    ports,
  );
}
