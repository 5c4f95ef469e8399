import { expect, it } from 'vitest';
import { decodeSeed } from '../../../src/core/seed/decode.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { makeSeed, type SeedParts } from '../../../src/core/seed/make-seed.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';
import { KEY } from '../../core/seed/some-seeds.ts';

const PARTS = {
  replace: false,
  hostName: 'barn',
  authorizedKeys: [KEY],
  password: 'correct horse',
  country: 'GB',
  wifi: [{ ssid: 'Käsekuchen 🐑', hidden: true, security: 'wpa2+wpa3', secret: 'battery staple' }],
  tailscaleKey: null,
  ageKey: null,
  ownFile: null,
  hostKey: true,
} satisfies SeedParts;

it('make seeds that can be read, and no two alike', async () => {
  const seeds = await Promise.all([makeSeed(PARTS, createSeedPorts()), makeSeed(PARTS, createSeedPorts())]);
  for (const seed of seeds) {
    const text = encodeSeed(seed);
    expect(decodeSeed(text, 'barn.seed')).toEqual(seed);
    expect(text).not.toContain(Buffer.from(PARTS.password).toString('base64').slice(0, 12));
  }
  const [one, other] = seeds;
  expect(one.id === other.id || one.sshHostKey === other.sshHostKey || one.passwordHash === other.passwordHash).toBe(
    false,
  );
  expect(one.wifi).toEqual(other.wifi);
});
