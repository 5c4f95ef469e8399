import { describe, expect, it } from 'vitest';
import { parsePlace } from '../../../src/core/places/list.ts';
import { parseStoreUri } from '../../../src/core/places/store-uri.ts';

const machine = (change: object) => ({ user: null, host: 'big', port: null, keyFile: null, ...change });

describe('parsePlace', () => {
  it.each([
    ['here', 'here', []],
    ['store:ssh-ng://ada@big', 'store', [machine({ user: 'ada' })]],
    [
      'store:ssh-ng://big:2222?ssh-key=/home/ada/my%20key',
      'store',
      [machine({ port: 2222, keyFile: '/home/ada/my key' })],
    ],
    ['host:ada@big:22', 'host', [machine({ user: 'ada', port: 22 })]],
    ['host:[::1]:2222', 'host', [machine({ host: '::1', port: 2222 })]],
    ['builders:ssh-ng://big aarch64-linux /root/key 4 1', 'builders', [machine({ keyFile: '/root/key' })]],
    ['builders:big; ssh://ada@small armv7l-linux', 'builders', [machine({}), machine({ user: 'ada', host: 'small' })]],
  ])('%s', (text, kind, machines) => {
    const place = parsePlace(text);
    expect(place).toMatchObject({ kind, name: text });
    expect(place.machines).toEqual(machines);
  });

  it.each([
    ['', null],
    ['there', null],
    ['ssh-ng://big', null],
    ['HERE', null],
    ['store:', 'no-ssh-store'],
    ['store:ssh://big', 'no-ssh-store'],
    ['store:local?root=/x', 'no-ssh-store'],
    ['store:ssh-ng://', 'no-ssh-store'],
    ['store:ssh-ng://-oProxyCommand=reboot', 'no-ssh-store'],
    ['store:ssh-ng://ada@big/path', 'no-ssh-store'],
    ['host:', 'no-machine'],
    ['host:-oProxyCommand=reboot', 'no-machine'],
    ['host:a b', 'no-machine'],
    ['host:big:99999', 'no-machine'],
    ['builders:', 'no-builders'],
    ['builders:@/etc/nix/machines', 'no-builders'],
    ['builders:s3://bucket aarch64-linux', 'builder-not-ssh'],
  ])('refuses %s', (text, reason) => {
    expect(() => parsePlace(text)).toThrow(
      expect.objectContaining({
        code: 'place-unknown',
        facts: expect.objectContaining({ place: text, reason }) as object,
      }),
    );
  });
});

it.each([
  ['ssh-ng://ada@big', 'ssh-ng://ada@big'],
  ['ssh-ng://ada@big:2222?compress=true', 'ssh-ng://ada@big?compress=true'],
  ['ssh-ng://[::1]:2222', 'ssh-ng://[::1]'],
])('the port of %s is for ssh, not for Nix', (text, uri) => expect(parseStoreUri(text)?.uri).toBe(uri));
