import { describe, expect, it } from 'vitest';
import { hashPassword } from '../../../src/node/seed/password-hash.ts';
import { sha512Crypt } from '../../../src/node/seed/sha512crypt.ts';
import { seedSchema } from '../../../src/core/seed/seed.ts';

// Those of Ulrich Drepper's SHA-crypt.txt whose salt and rounds are as they should be, and lengths at which mistakes show,
// as crypt(3) of Debian 12 has them. (test/integration/seed-hashes.test.ts asks crypt(3) itself.)
describe('sha512crypt', () => {
  it.each([
    [
      'Hello world!',
      'saltstringsaltst',
      10_000,
      'OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
    ],
    [
      'a very much longer text to encrypt.  This one even stretches over morethan one line.',
      'anotherlongsalts',
      1400,
      'POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1',
    ],
    [
      'the minimum number is still observed',
      'roundstoolow',
      1000,
      'kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.',
    ],
  ])('of %j', async (password, salt, rounds, hash) => {
    expect(await sha512Crypt(password, salt, rounds)).toBe(`$6$rounds=${rounds}$${salt}$${hash}`);
  });

  it.each(['', 'x'.repeat(17), 'a$b', 'ü', 'a:b', 'a\nb'])('takes no salt %j', async (salt) => {
    await expect(sha512Crypt('password', salt, 1000)).rejects.toThrow('salt');
  });
});

describe('a password hash', () => {
  it('has a salt of its own and the shape that a seed takes', async () => {
    const hashes = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    for (const hash of hashes) {
      expect(hash).toMatch(/^\$6\$rounds=65536\$[./0-9A-Za-z]{16}\$/);
      expect(seedSchema.shape.passwordHash.safeParse(hash).success).toBe(true);
    }
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it('lets others have their turns', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      turn = setImmediate(count);
    };
    let turn = setImmediate(count);
    await hashPassword('secret');
    clearImmediate(turn);
    expect(turns).toBeGreaterThan(32);
  });
});
