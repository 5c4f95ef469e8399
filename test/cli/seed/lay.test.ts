import { describe, expect, test } from 'vitest';
import { UNKNOWN_ORIGIN } from '../../../src/cli/flash/origin.ts';
import { createHostKeys } from '../../../src/cli/seed/host-keys.ts';
import { tellIdle } from '../../../src/cli/seed/idle.ts';
import { layGiven } from '../../../src/cli/seed/lay-given.ts';
import { makeSeeds } from '../../../src/cli/seed/lay-made.ts';
import type { CarriedSeed } from '../../../src/core/flash/carried-seed.ts';
import type { SeedRefusal } from '../../../src/core/seed/seed-refusal.ts';
import type { ImageRecord } from '../../../src/core/seed/image-record.ts';
import { makeSeed } from '../../../src/core/seed/make-seed.ts';
import { needsOfImage, type SeedNeeds } from '../../../src/core/seed/needs.ts';
import type { Seed } from '../../../src/core/seed/seed.ts';
import { createSeedPorts } from '../../../src/node/seed/seed-ports.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const TARGET = '/dev/sdb';
const RECORD: ImageRecord = {
  ...{ format: 1, host: 'barn', board: 'pi4', nixos: '26.05' },
  seed: {
    ...{ format: 1, user: 'ada', password: true, tailscale: true },
    wifi: {
      ...{ backend: 'wpa_supplicant', country: 'GB' },
      networks: [
        { ssid: 'Home', hidden: false, security: 'wpa2' },
        { ssid: 'Café', hidden: false, security: 'open' },
      ],
    },
  },
};
const PLAIN: ImageRecord = { ...RECORD, seed: { ...RECORD.seed, password: false, wifi: null, tailscale: false } };
const NOTHING_NEEDED: SeedNeeds = needsOfImage(PLAIN);

function context(changes: Parameters<typeof fakeTerminal>[0] = {}) {
  return { terminal: fakeTerminal(changes), signal: new AbortController().signal };
}

async function seed(changes: Partial<Parameters<typeof makeSeed>[0]> = {}): Promise<Seed> {
  const nothing = { password: null, country: null, wifi: [], tailscaleKey: null, ageKey: null, ownFile: null };
  const parts = { replace: false, hostName: null, authorizedKeys: [], hostKey: true, ...nothing, ...changes };
  return makeSeed(parts, createSeedPorts());
}

function takes(record: ImageRecord, carried: CarriedSeed = { kind: 'none' }) {
  return { target: TARGET, image: { kind: 'takes', record, carried } } as const;
}

function refuses(reason: SeedRefusal) {
  return { target: TARGET, image: { kind: 'refuses', reason } } as const;
}

describe('seeds that were given', () => {
  test('are laid in, and their host keys noted under the name that the Pi will have', async () => {
    const given = await seed({ hostName: 'shed' });
    const hostKeys = createHostKeys();
    const order = { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds: new Map([[TARGET, given]]) };
    expect(await layGiven(context(), order, hostKeys).seedFor(takes(PLAIN))).toBe(given);
    const key = hostKeys.of(TARGET);
    expect(key?.host).toBe('shed');
    expect(key?.fingerprint).toMatch(/^SHA256:[\w+/]{43}$/);
    expect(key?.line).toBe(`shed.local,shed ${key?.line.split(' ').slice(1, 3).join(' ') ?? ''} nixberry-${given.id}`);
    expect(hostKeys.of('/dev/sdc')).toBeNull();
  });

  test('a name that an image makes up is none to be trusted', async () => {
    const hostKeys = createHostKeys();
    const order = { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds: new Map([[TARGET, await seed()]]) };
    await layGiven(context(), order, hostKeys).seedFor(takes({ ...PLAIN, host: 'github.com,*' }));
    expect(hostKeys.of(TARGET)).toBeNull();
  });

  test('what an image wants and does not get is said', async () => {
    const { terminal, signal } = context();
    const lay = layGiven(
      { terminal, signal },
      { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds: new Map() },
      createHostKeys(),
    );
    expect(await lay.seedFor(takes(RECORD))).toBeNull();
    expect(terminal.lines).toEqual([
      { type: 'seed-unmet', target: TARGET, host: 'barn', password: true, wifi: ['Home'], tailscale: true },
    ]);
    expect(terminal.said[0]).toBe(
      'complain: /dev/sdb: barn wants the password of ada, the passphrase of Home, a Tailscale key from a seed, and does not get it.',
    );
    expect(await lay.seedFor(takes(PLAIN))).toBeNull();
    expect(terminal.lines).toHaveLength(1);
  });

  test('that networks do nothing where Wi-Fi is off is said', async () => {
    const { terminal, signal } = context();
    const wifi = [{ ssid: 'Home', hidden: false, security: 'wpa2', secret: 'a passphrase' }] as const;
    const seeds = new Map([[TARGET, await seed({ wifi })]]);
    await layGiven({ terminal, signal }, { image: 'a', origin: UNKNOWN_ORIGIN, seeds }, createHostKeys()).seedFor(
      takes(PLAIN),
    );
    expect(terminal.said.join()).toContain('Wi-Fi is off in this image');
  });

  test.each(['no-firmware', 'no-module', 'newer', 'broken'] as const)(
    'an image that refuses them: %s',
    async (reason) => {
      const { terminal, signal } = context();
      const seeds = new Map([[TARGET, await seed()]]);
      const lay = layGiven({ terminal, signal }, { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds }, createHostKeys());
      await expect(lay.seedFor(refuses(reason))).rejects.toMatchObject({
        code: 'seed-not-taken',
        facts: { image: 'a.img', reason },
      });
      const none = layGiven(
        { terminal, signal },
        { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds: new Map() },
        createHostKeys(),
      );
      expect(await none.seedFor(refuses(reason))).toBeNull();
      await none.seedFor({ ...refuses(reason), target: '/dev/sdc' });
      // What is no image of a Nixberry project was not expected to take one.
      expect(terminal.said).toHaveLength(reason === 'newer' || reason === 'broken' ? 1 : 0);
    },
  );
});

describe('a seed that is in the image already', () => {
  async function laidWith(carried: CarriedSeed, given: Seed | null) {
    const { terminal, signal } = context();
    const hostKeys = createHostKeys();
    const seeds = new Map(given ? [[TARGET, given]] : []);
    const lay = layGiven({ terminal, signal }, { image: 'a.img', origin: UNKNOWN_ORIGIN, seeds }, hostKeys);
    const laid = await lay.seedFor(takes(RECORD, carried));
    const lacks = terminal.lines.flatMap((line) => (line.type === 'seed-unmet' ? line : []));
    return { laid, lacks, said: terminal.said.join('\n'), key: hostKeys.of(TARGET) };
  }

  test('is what the card gets, when no other is given', async () => {
    const wifi = [{ ssid: 'Home', hidden: false, security: 'wpa2', secret: 'a passphrase' }] as const;
    const seedThere = await seed({ hostName: 'shed', password: 'a password', wifi });
    const { laid, lacks, said, key } = await laidWith({ kind: 'waiting', seed: seedThere }, null);
    expect([laid, key?.host]).toEqual([null, 'shed']);
    expect(said).toContain('a.img has a seed already, which stays on /dev/sdb.');
    expect(lacks).toMatchObject([{ password: false, wifi: [], tailscale: true }]);
  });

  test('counts for nothing, when another is given', async () => {
    const given = await seed();
    const { laid, lacks, key } = await laidWith({ kind: 'waiting', seed: await seed({ password: 'x' }) }, given);
    expect([laid, key?.line.endsWith(given.id)]).toEqual([given, true]);
    expect(lacks).toMatchObject([{ password: true }]);
  });

  test('is not said to lack what nobody can know', async () => {
    for (const carried of [{ kind: 'used', id: null }, { kind: 'unreadable' }] as const) {
      const { lacks, said, key } = await laidWith(carried, null);
      expect([lacks, key]).toEqual([[], null]);
      expect(said).toMatch(carried.kind === 'used' ? /whose Pi has taken a seed/ : /cannot be read here/);
    }
  });

  test('that a Pi has taken keeps another from being taken, but for one that replaces it', async () => {
    const used = { kind: 'used', id: 'f'.repeat(16) } as const;
    const left = await laidWith(used, await seed());
    expect(left.said).toContain('will leave this one on /dev/sdb alone');
    expect(left.key).toBeNull();
    const taken = await laidWith(used, await seed({ replace: true }));
    expect(taken.said).not.toContain('alone');
    expect(taken.key).not.toBeNull();
  });
});

describe('seeds that make makes', () => {
  test('one for each card, with a host key of its own, before there is an image', async () => {
    const hostKeys = createHostKeys();
    const targets = [{ path: TARGET }, { path: '/dev/sdc' }];
    const { lay } = await makeSeeds(context(), NOTHING_NEEDED, targets, {}, hostKeys);
    const { seedFor } = lay('a.img', UNKNOWN_ORIGIN);
    const [first, second] = [await seedFor(takes(PLAIN)), await seedFor({ ...takes(PLAIN), target: '/dev/sdc' })];
    expect(first?.id).not.toBe(second?.id);
    expect(hostKeys.of(TARGET)?.fingerprint).not.toBe(hostKeys.of('/dev/sdc')?.fingerprint);
  });

  test('what is missing is told before anything is built, where that is known by then', async () => {
    const made = makeSeeds(context(), needsOfImage(RECORD), [{ path: TARGET }], {}, createHostKeys());
    await expect(made).rejects.toMatchObject({
      code: 'seed-incomplete',
      facts: { host: 'barn', password: true, wifi: 'Home', tailscale: true },
    });
  });

  test('and else by the image', async () => {
    const { lay } = await makeSeeds(context(), null, [{ path: TARGET }], {}, createHostKeys());
    const { seedFor } = lay('a.img', UNKNOWN_ORIGIN);
    await expect(seedFor(takes(RECORD))).rejects.toMatchObject({ code: 'seed-incomplete' });
    expect((await seedFor(takes(PLAIN)))?.sshHostKey).toContain('OPENSSH PRIVATE KEY');
  });

  test('what is given and not asked for is told, but not what it is', () => {
    const { terminal } = context();
    const given = {
      password: 'marked',
      wifi: new Map([
        ['Hom', 'marked too'],
        ['Home', 'right one'],
      ]),
      tailscale: null,
    };
    tellIdle(terminal, needsOfImage({ ...RECORD, seed: { ...RECORD.seed, password: false } }), given);
    expect(terminal.said).toEqual([
      'complain: Given and not used: the password of ada, the passphrase of Hom. barn does not ask for it.',
    ]);
    tellIdle(terminal, needsOfImage(RECORD), { ...given, wifi: new Map() });
    expect(terminal.said).toHaveLength(1);
  });

  test('an image that is damaged is not passed over in silence', async () => {
    const { terminal, signal } = context();
    const { lay } = await makeSeeds({ terminal, signal }, NOTHING_NEEDED, [{ path: TARGET }], {}, createHostKeys());
    expect(await lay('a.img', UNKNOWN_ORIGIN).seedFor(refuses('broken'))).toBeNull();
    expect(terminal.said.join()).toContain('is damaged');
  });

  test('an image that takes none goes without, when there is nothing in them that the Pi needs', async () => {
    const hostKeys = createHostKeys();
    for (const needs of [null, NOTHING_NEEDED]) {
      const { lay } = await makeSeeds(context(), needs, [{ path: TARGET }], {}, hostKeys);
      expect(await lay('a.img', UNKNOWN_ORIGIN).seedFor(refuses('no-module'))).toBeNull();
    }
    expect(hostKeys.of(TARGET)).toBeNull();
  });
});
