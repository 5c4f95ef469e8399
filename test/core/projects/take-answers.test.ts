import { expect, test } from 'vitest';
import { takeAnswers, withoutSecrets } from '../../../src/core/projects/take-answers.ts';
import { KEYS, someAnswers } from '../spec/some-answers.ts';

test('right answers are taken as they are', () => {
  const answers = someAnswers({ wifi: { country: 'GB', networks: [{ ssid: 'Home' }] } });
  expect(takeAnswers(answers)).toEqual({ answers, dropped: [] });
});

test('wrong ones are taken too: the page marks them', () => {
  const answers = { board: 'pi4', hostName: 'not a name', packages: ['no such thing!'] };
  expect(takeAnswers(answers)).toEqual({ answers, dropped: [] });
});

test('what is of another kind than is wanted stays out', () => {
  const given = { board: 'pi4', hostName: 12, packages: 'htop', user: { name: 'ada', password: 'tr0ub4dor' } };
  const { answers, dropped } = takeAnswers(given);
  expect(answers).toEqual({ board: 'pi4', user: { name: 'ada' } });
  expect(dropped.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'hostName wrong-type',
    'user.password not-one-of',
    'packages wrong-type',
  ]);
});

test('what no setting is called stays out, however deep it is', () => {
  const given = {
    ...someAnswers(),
    secret: 'a',
    wifi: { networks: [{ ssid: 'Home', psk: 'b' }, { ssid: { psk: 'c' } }] },
    hostName: { password: 'd' },
    ethernet: { method: 'no such', password: 'e' },
  };
  const { answers, dropped } = takeAnswers(given);
  expect(dropped.map(({ path }) => path)).toEqual([
    'hostName.password',
    'secret',
    'wifi.networks[0].psk',
    'wifi.networks[1].ssid.psk',
    'ethernet.password',
    'hostName',
    'ethernet.method',
    'wifi.networks[1].ssid',
  ]);
  expect(answers).toMatchObject({ board: 'pi4', ethernet: {}, wifi: { networks: [{ ssid: 'Home' }, {}] } });
  expect(JSON.stringify(answers)).not.toMatch(/"[a-e]"/);
});

test('private keys stay out, and the keys beside them stay in', () => {
  const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nYQ==\n-----END OPENSSH PRIVATE KEY-----';
  const sshKeys = [key, KEYS.ed25519, key];
  const { answers, dropped } = takeAnswers(someAnswers({ user: { name: 'ada', sshKeys } }));
  expect(answers).toMatchObject({ user: { name: 'ada', sshKeys: [KEYS.ed25519] } });
  expect(dropped).toMatchObject([
    { path: 'user.sshKeys[0]', code: 'ssh-key-private' },
    { path: 'user.sshKeys[2]', code: 'ssh-key-private' },
  ]);
});

const LINES = ['-----BEGIN OPENSSH PRIVATE KEY-----', 'b3BlbnNzaC1rZXktdjE', '-----END OPENSSH PRIVATE KEY-----'];

test('of a private key that came as lines none stays, from a file or from a form', () => {
  const answers = { user: { name: 'ada', sshKeys: [...LINES, KEYS.ed25519] } };
  const left = { user: { name: 'ada', sshKeys: [KEYS.ed25519] } };
  expect([takeAnswers(answers).answers, withoutSecrets(answers)]).toEqual([left, left]);
});

test('a text in the place of the list of keys is not kept', () => {
  expect(withoutSecrets({ user: { name: 'ada', sshKeys: LINES.join('\n') } })).toEqual({ user: { name: 'ada' } });
});

test('a key that is being typed is kept', () => {
  const answers = {
    user: { sshKeys: ['ssh-ed2551'] },
    services: { autoUpgrade: { flake: 'git+https://example.org/p' } },
  };
  expect(withoutSecrets(answers)).toEqual(answers);
});

test.each([
  ['"https://u:TOKEN@github.com/a/b'],
  ['u:TOKEN@github.com/a/b'],
  ['git clone https://TOKEN@github.com/a/b'],
  ['https://ghp_TOKEN'],
  ['git+https://u:TOK'],
  ['git+https://TOKEN#pi'],
])('a draft does not keep the address %s', (flake) => {
  expect(withoutSecrets({ services: { autoUpgrade: { flake } } })).toEqual({ services: { autoUpgrade: {} } });
});

test.each([[null], [[]], ['text'], [3]])('%j gives no answers', (given) => {
  expect(takeAnswers(given).answers).toEqual({});
});

test.each([[1], [99], ['what?']])('half answers of format %j are kept as they are, without their secrets', (format) => {
  const flake = 'git+https://hunter2@example.org/pis';
  const answers = {
    format,
    hostName: 'not a name',
    user: { sshKeys: ['nonsense', '-----BEGIN OPENSSH PRIVATE KEY-----'] },
    services: { tailscale: true, autoUpgrade: { flake } },
  };
  expect(withoutSecrets(answers)).toEqual({
    format,
    hostName: 'not a name',
    user: { sshKeys: [] },
    services: { tailscale: true, autoUpgrade: {} },
  });
});
