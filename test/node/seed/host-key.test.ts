import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seedSchema } from '../../../src/core/seed/seed.ts';
import { sshKeyProblem } from '../../../src/core/spec/ssh-key.ts';
import { describeHostKey, newHostKey } from '../../../src/node/seed/host-key.ts';
import { readPrivateKey } from '../../../src/node/ssh/private-key.ts';
import { appErrorOf } from '../../support/errors.ts';

describe('a host key', () => {
  it('is another each time, in the shape that a seed takes', async () => {
    const keys = await Promise.all([newHostKey('root@barn'), newHostKey('root@barn')]);
    for (const key of keys) expect(seedSchema.shape.sshHostKey.safeParse(key).success).toBe(true);
    expect(describeHostKey(keys[0]).publicKey).not.toBe(describeHostKey(keys[1]).publicKey);
  });

  it('is described by what is public of it', async () => {
    const key = await newHostKey('root@barn');
    const { publicKey, fingerprint } = describeHostKey(key);
    const blob = publicKey.split(' ')[1] ?? '';
    expect(sshKeyProblem(publicKey)).toBeNull();
    expect(readPrivateKey(key)).toEqual({ locked: false, publicKey: blob });
    const hash = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
    expect(fingerprint).toBe(`SHA256:${hash.replace(/=+$/, '')}`);
    expect(describeHostKey(key.replaceAll('\n', '\r\n')).publicKey).toBe(publicKey);
  });

  it('is refused when any of its bytes is another', async () => {
    const key = await newHostKey('x');
    const lines = key.split('\n');
    const bytes = Buffer.from(lines.slice(1, -2).join(''), 'base64');
    const packed = (changed: Buffer): string => [lines[0], changed.toString('base64'), ...lines.slice(-2)].join('\n');
    expect(describeHostKey(packed(bytes))).toEqual(describeHostKey(key));
    const comment = bytes.lastIndexOf(Buffer.of(0, 0, 0, 1, 0x78)) + 4;
    for (let at = 0; at < bytes.length; at++) {
      if (at === comment) continue;
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const error = await appErrorOf(() => describeHostKey(packed(changed)));
      expect([at, error.code]).toEqual([at, 'secret-refused']);
    }
  });

  it('is refused without a word of it', async () => {
    const key = await newHostKey('x');
    const texts = ['', 'Zq7-marked', key.slice(0, 200), key.replace('OPENSSH', 'RSA'), `${key}${key}`];
    for (const text of texts) {
      const error = await appErrorOf(() => describeHostKey(text));
      expect(error.facts).toEqual({ what: 'host-key', ssid: null, reason: 'shape' });
      expect(error.cause).toBeUndefined();
    }
  });
});
