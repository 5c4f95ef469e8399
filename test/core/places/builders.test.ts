import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { NixRun } from '../../../src/core/nix/ports.ts';
import { parseStoreAccess } from '../../../src/core/nix/store-access.ts';
import { parsePlace } from '../../../src/core/places/list.ts';
import type { PlaceRun, Site } from '../../../src/core/places/place.ts';
import { nixSshOptions } from '../../../src/node/ssh/ssh-argv.ts';

const DAEMON = 'Store URL: daemon\nVersion: 2.18.1\nTrusted: ';
const signal = new AbortController().signal;

/** What Nix is told by a place, where `store` is what it says of its store. */
async function ordersOf(place: string, store: string) {
  const runs: { argv: readonly string[]; env: NixRun['env'] }[] = [];
  const nix = {
    run: (argv: readonly string[], { env }: NixRun) => {
      runs.push({ argv, env });
      return Promise.resolve({ code: 0, stdout: '', stderr: argv[0] === 'store' ? store.split('\n') : [] });
    },
  };
  const ssh = { nixOptions: (machine: Parameters<typeof nixSshOptions>[0]) => nixSshOptions(machine, {}) };
  const run = { ports: { nix, ssh, roots: {} }, flake: '.', signal } as unknown as PlaceRun;
  const site: Site = await parsePlace(place).open(run);
  await site.build(
    { installable: '.', dryRun: false, options: [], outLink: null },
    { signal, onLine: () => undefined },
  );
  const { argv = [], env } = runs.at(-1) ?? {};
  return { builders: argv[argv.indexOf('--builders') + 1], env };
}

const refusal = (place: string, store: string): Promise<unknown> =>
  ordersOf(place, store).catch((error: unknown) => error);

describe('builders', () => {
  it('have their port by ssh, which does as ours does', async () => {
    const text = 'builders:ssh-ng://ada@a:2222?x=y aarch64-linux /key 4 1; b:2222 armv7l-linux # :99';
    const { builders, env } = await ordersOf(text, 'Store URL: local');
    expect(builders).toBe('ssh-ng://ada@a?x=y aarch64-linux /key 4 1; ssh://b armv7l-linux # :99');
    expect(env?.NIX_SSHOPTS).toMatch(/BatchMode=yes .*StrictHostKeyChecking=yes .*-p 2222$/);
  });

  it('are left as they are without one', async () => {
    const { builders, env } = await ordersOf('builders:a x86_64-linux;ssh://b', 'Store URL: local');
    expect(builders).toBe('a x86_64-linux;ssh://b');
    expect(env?.NIX_SSHOPTS).not.toContain('-p');
  });

  it.each([
    ['builders:a:22;b:23', 'builder-ports'],
    ['builders:a:22;b', 'builder-ports'],
    ['builders:ssh-ng://[fe80::1%eth0] x86_64-linux', 'zone'],
    ['store:ssh-ng://[fe80::1%eth0]', 'zone'],
    ['builders:a - - 1 1 - - bm9uc2Vuc2U=', 'host-key'],
  ])('cannot be %s', (text, reason) => {
    const error = { code: 'place-unknown', facts: { reason } };
    expect(() => parsePlace(text)).toThrow(expect.objectContaining({ code: error.code }) as Error);
    try {
      parsePlace(text);
    } catch (thrown) {
      expect(thrown).toMatchObject(error);
    }
  });

  it('have no port and no environment where a daemon goes there', async () => {
    expect(await ordersOf('builders:a', `${DAEMON}1`)).toEqual({ builders: 'a', env: {} });
    expect(await refusal('builders:a:22', `${DAEMON}1`)).toMatchObject({ facts: { reason: 'builder-port-daemon' } });
  });

  it('are refused where the daemon would ignore them', async () => {
    const error = await refusal('builders:a', `${DAEMON}0`);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'build-failed', facts: { cause: 'not-trusted', setting: 'builders' } });
  });

  it('have the public key that was given with them', () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIM0000000000000000000000000000000000000000';
    const text = btoa(`${key} root@pi\n`);
    const machines = [`builders:a - - 1 1 - - ${text}`, `store:ssh-ng://a?base64-ssh-public-host-key=${text}`];
    for (const place of machines) expect(parsePlace(place).machines[0]?.hostKey).toBe(key);
  });
});

it.each([
  ['Store URL: local\nVersion: 2.8.0', { daemon: false, trusted: null }],
  ['Store URL: daemon\nVersion: 2.8.0', { daemon: true, trusted: null }],
  ['warning: x\nStore URL: daemon\nTrusted: 0', { daemon: true, trusted: false }],
  ['Store URL: unix:///run/x\nTrusted: 1', { daemon: true, trusted: true }],
  ['', null],
])('what Nix says of its store: %j', (text, access) => expect(parseStoreAccess(text)).toEqual(access));
