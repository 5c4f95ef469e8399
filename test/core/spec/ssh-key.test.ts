import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64Bytes } from '../../../src/core/spec/base64.ts';
import { sshKeyIdentity, sshKeyProblem } from '../../../src/core/spec/ssh-key.ts';
import { utf8Bytes } from '../../../src/core/spec/utf8.ts';
import { KEYS } from './some-answers.ts';

const { ed25519, rsa1024, ...others } = KEYS;
const [type = '', blob = ''] = ed25519.split(' ');
/** The same shape, but the name within the data is another. */
const misnamed = Buffer.from(Buffer.from(blob, 'base64').toString('latin1').replace(type, 'ssh-ed25518'), 'latin1');

test.each(Object.entries({ ed25519, ...others }))('%s is taken, with a comment or without', (_, key) => {
  expect(sshKeyProblem(key)).toBeNull();
  expect(sshKeyProblem(`${sshKeyIdentity(key)} what "ever" \u{1f511}`)).toBeNull();
  expect(sshKeyProblem(sshKeyIdentity(key))).toBeNull();
});

test.each([
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----', 'ssh-key-private'],
  ['-----BEGIN RSA PRIVATE KEY-----', 'ssh-key-private'],
  ['PuTTY-User-Key-File-3: ssh-ed25519', 'ssh-key-private'],
  [`${ed25519}\n`, 'ssh-key-lines'],
  [`${ed25519}\r\n${ed25519}`, 'ssh-key-lines'],
  [`${ed25519}\u0000`, 'control-character'],
  [`${ed25519} ${'x'.repeat(9000)}`, 'too-long'],
  [`command="true" ${ed25519}`, 'ssh-key-options'],
  [`no-pty,from="10.0.0.0/8" ${ed25519}`, 'ssh-key-options'],
  ['', 'ssh-key-type'],
  [' ', 'ssh-key-type'],
  [blob, 'ssh-key-type'],
  ['ssh-dss AAAAB3NzaC1kc3MAAACBAP', 'ssh-key-type'],
  ['ssh-ed25519-cert-v01@openssh.com AAAA', 'ssh-key-type'],
  ['---- BEGIN SSH2 PUBLIC KEY ----', 'ssh-key-type'],
  [type, 'ssh-key-broken'],
  [`${type}  ${blob}`, 'ssh-key-broken'],
  [`${type} ${blob.slice(0, -4)}`, 'ssh-key-broken'],
  [`${type} ${blob.slice(0, -1)}`, 'ssh-key-broken'],
  [`${type} ${blob}AAAA`, 'ssh-key-broken'],
  [`${type} ${blob.replace('A', '*')}`, 'ssh-key-broken'],
  [`ssh-rsa ${blob}`, 'ssh-key-broken'],
  [`${type} ${misnamed.toString('base64')}`, 'ssh-key-broken'],
  [others.nistp256.replace('sha2-nistp256', 'sha2-nistp384'), 'ssh-key-broken'],
  [others.skEd25519.replace('sk-ssh-ed25519@openssh.com', 'ssh-ed25519'), 'ssh-key-broken'],
  [rsa1024, 'ssh-key-short'],
])('%j is no key: %s', (text, code) => {
  expect(sshKeyProblem(text)).toBe(code);
});

test('base64 and UTF-8 are those of Node', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (bytes, text) => {
      expect(base64Bytes(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
      expect(utf8Bytes(text)).toEqual([...Buffer.from(text)]);
    }),
  );
  expect(utf8Bytes('a\ud800b')).toEqual([...Buffer.from('a\ud800b')]);
});

test('no text makes the reader throw', () => {
  const blobs = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes).toString('base64'));
  const lines = fc.oneof(
    fc.string(),
    blobs.map((text) => `ssh-rsa ${text}`),
    blobs.map((text) => `ssh-rsa AAAAB3NzaC1yc2EAAA${text}`),
  );
  fc.assert(fc.property(lines, (line) => typeof sshKeyProblem(line) === 'string'));
});
