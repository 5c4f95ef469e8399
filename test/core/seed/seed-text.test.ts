import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSeed } from '../../../src/core/seed/decode.ts';
import { encodeSeed } from '../../../src/core/seed/encode.ts';
import { MAX_OWN_FILE_BYTES, MAX_SEED_BYTES, seedSchema, type Seed } from '../../../src/core/seed/seed.ts';
import { appErrorOf } from '../../support/errors.ts';
import { anySeed, BARE_SEED, FULL_SEED, KEY } from './some-seeds.ts';

const FILE = 'barn.seed';
const decode = (text: string): Seed => decodeSeed(text, FILE);
const flaw = async (text: string): Promise<unknown> => (await appErrorOf(() => decode(text))).facts;

describe('the text of a seed', () => {
  it('is a line for each thing that is there', () => {
    expect(encodeSeed(BARE_SEED)).toBe('nixberry-seed=1\nid=fedcba9876543210\nend=1\n');
  });

  it('has every kind of line, in one order', () => {
    expect(
      encodeSeed(FULL_SEED)
        .split('\n')
        .map((line) => line.replace(/=.*/, '')),
    ).toEqual([
      'nixberry-seed',
      'id',
      'replace',
      'hostname',
      'authorized_keys_b64',
      'password_hash_b64',
      'country',
      ...FULL_SEED.wifi.map(() => 'wifi'),
      'tailscale_key_b64',
      'ssh_host_ed25519_key_b64',
      'age_key_b64',
      'own_file_b64',
      'end',
      '',
    ]);
  });

  it('writes networks in hex', () => {
    expect(encodeSeed({ ...BARE_SEED, wifi: FULL_SEED.wifi.slice(1, 3) })).toContain(
      'wifi=open,0,6f70656e2c3d23,,\nwifi=wpa3,0,6e6577,,2023225c2420603b207820\n',
    );
  });

  it('is ASCII without anything that a shell could trip over', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        expect(encodeSeed(seed)).toMatch(/^(?:[a-z0-9_-]+=[A-Za-z0-9+/=,-]*\n)+$/);
      }),
    );
  });

  it('comes back as the seed that it was', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        expect(seedSchema.safeParse(seed).success).toBe(true);
        expect(decode(encodeSeed(seed))).toEqual(seed);
        expect(encodeSeed(decode(encodeSeed(seed)))).toBe(encodeSeed(seed));
      }),
    );
    expect(decode(encodeSeed(FULL_SEED))).toEqual(FULL_SEED);
  });

  it('holds the largest file of the owner with room for the rest', () => {
    const ownFile = Buffer.alloc(MAX_OWN_FILE_BYTES, 0xff).toString('base64');
    const text = encodeSeed({ ...FULL_SEED, ownFile });
    expect(text.length).toBeLessThan(MAX_SEED_BYTES);
    expect(decode(text).ownFile === ownFile).toBe(true);
    expect(seedSchema.safeParse({ ...FULL_SEED, ownFile: `AAAA${ownFile}` }).success).toBe(false);
  });

  it('is refused when it is too large', async () => {
    const error = await appErrorOf(() => encodeSeed({ ...BARE_SEED, authorizedKeys: Array<string>(1000).fill(KEY) }));
    expect(error.code).toBe('seed-too-large');
    expect(error.facts.max).toBe(MAX_SEED_BYTES);
    expect(error.facts.bytes).toBeGreaterThan(MAX_SEED_BYTES);
  });
});

describe('a text that is read', () => {
  const text = encodeSeed(FULL_SEED);

  it.each([
    ['with CRLF', text.replaceAll('\n', '\r\n')],
    ['with a BOM', `\uFEFF${text}`],
    ['with comments and empty lines', `# mine\n\n${text.replaceAll('\n', '\n\n# x=1\n')}\n\n`],
    ['without the last line end', text.trimEnd()],
    ['in another order', text.replace(/^(id=.*\n)(replace=1\n)/m, '$2$1')],
  ])('may be %s', (_, given) => {
    expect(decode(given)).toEqual(FULL_SEED);
  });

  it.each([
    ['', 1, 'not-a-seed'],
    ['# nothing\n', 1, 'not-a-seed'],
    ['id=0123456789abcdef\nend=1\n', 1, 'not-a-seed'],
    ['\n\nhostname=barn\n', 3, 'not-a-seed'],
    ['nixberry-seed=0\nend=1', 1, 'not-a-seed'],
    ['nixberry-seed=x\nend=1', 1, 'not-a-seed'],
    ['nixberry-seed=1', 1, 'cut'],
    ['nixberry-seed=1\nid=0123456789abcdef\n', 2, 'cut'],
    ['nixberry-seed=1\nid=0123456789abcdef\nend=', 3, 'cut'],
    ['nixberry-seed=1\nid=0123456789abcdef\nend=1\nhostname=barn', 4, 'cut'],
    ['nixberry-seed=1\nend=1', 2, 'line'],
    ['nixberry-seed=1\nid=0123456789abcdef\nend=1\nend=1', 3, 'line'],
    ['nixberry-seed=1\nid=0123456789abcdef\nid=0123456789abcdef\nend=1', 3, 'line'],
    ['nixberry-seed=1\nid=0123456789abcdef\nhost name\nend=1', 3, 'line'],
    ['nixberry-seed=1\nid=0123456789abcdef\nHOSTNAME=barn\nend=1', 3, 'line'],
    ['nixberry-seed=1\nid=0123456789abcdef\n__proto__=barn\nend=1', 3, 'line'],
    ['nixberry-seed=1\nid=0123456789ABCDEF\nend=1', 2, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nreplace=0\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nhostname=\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nhostname=../x\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nhostname=barn \nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\npassword_hash_b64=eA\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\npassword_hash_b64=eA==\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\ntailscale_key_b64=/w==\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nown_file_b64=\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=wpa2,0,6e6577,,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,0,6e6577,,7878787878787878\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,2,6e6577,,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,constructor,6e6577,,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,0,ff,,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,0,6e6577,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,0,6e6577,,,\nend=1', 3, 'value'],
    ['nixberry-seed=1\nid=0123456789abcdef\nwifi=open,0,61,,\nwifi=open,1,61,,\nend=1', 4, 'value'],
  ])('%j: line %i is %s', async (given, line, reason) => {
    expect(await flaw(given)).toEqual({ file: FILE, line, reason });
  });

  it('is left to a newer Nixberry when it is newer, whatever is in it', async () => {
    const error = await appErrorOf(() => decode('nixberry-seed=2\nwhatever'));
    expect([error.code, error.facts]).toEqual(['seed-newer', { file: FILE, format: 2 }]);
  });

  it('is not whole when it was cut anywhere', async () => {
    const whole = text.length - '\n'.length;
    for (let length = 0; length < whole; length++) {
      const { facts } = await appErrorOf(() => decode(text.slice(0, length)));
      expect([length, facts.reason]).toEqual([length, cutReason(length)]);
    }
  });

  const cutReason = (length: number): string => (length < 'nixberry-seed=1'.length ? 'not-a-seed' : 'cut');
});

describe('hostile text', () => {
  const SECRET = 'Zq7-marked-secret';
  const lines = encodeSeed(FULL_SEED).split('\n');
  const line = fc.oneof(
    fc.constantFrom(...lines, '', '\r', '\uFEFF', '\0', `${SECRET}=1`, `hostname=${SECRET}!`, `wifi=${SECRET},,,,`),
    fc.string({ unit: 'binary' }).map((text) => `${SECRET}${text}`),
    fc.tuple(fc.constantFrom(...lines), fc.string({ unit: 'binary' })).map(([one, text]) => `${one}${text}${SECRET}`),
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(line).map((some) => some.join('\n')),
    fc.array(line).map((some) => ['nixberry-seed=1', ...some, 'end=1'].join('\r\n')),
    fc.array(line).map((some) => ['nixberry-seed=1', 'id=0123456789abcdef', ...some, 'end=1'].join('\n')),
  );

  it('ends in a seed or in an error that says nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        let seed: Seed;
        try {
          seed = decode(text);
        } catch {
          const error = await appErrorOf(() => decode(text));
          expect(['seed-unreadable', 'seed-newer']).toContain(error.code);
          expect(`${error.message} ${String(error.stack)} ${JSON.stringify(error)}`).not.toContain(SECRET);
          expect(error.cause).toBeUndefined();
          return;
        }
        expect(decode(encodeSeed(seed))).toEqual(seed);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a line', `nixberry-seed=1\n${'a'.repeat(100_000)}\nend=1`],
    ['many lines', `nixberry-seed=1\n${'a\n'.repeat(100_000)}end=1`],
    ['many comments', `nixberry-seed=1\n${'#\n'.repeat(20_000)}\nend=1`],
    ['an age key', `nixberry-seed=1\nage_key_b64=${Buffer.from('#\n'.repeat(10_000)).toString('base64')}\nend=1`],
  ])('is over at once with %s that is far too long', async (_, text) => {
    const start = performance.now();
    expect((await appErrorOf(() => decode(text))).code).toBe('seed-unreadable');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
