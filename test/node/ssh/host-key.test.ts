import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { keyShownTo, parseHostKey } from '../../../src/node/ssh/host-key.ts';

/** `ssh-keygen -lf` of this key says the fingerprint below. */
const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIEqaeT6miWq4u/kC54eU2J1Ui96oFHuyCS0Vv6v4euh3';
const FINGERPRINT = 'SHA256:QCYfFAq24UV7wclbweVuQAbZUzEkq63yYL6L+ukT58I';

describe('a line of known_hosts', () => {
  it.each([
    `pi ssh-ed25519 ${BLOB}`,
    `[127.0.0.1]:2222 ssh-ed25519 ${BLOB} a comment`,
    `|1|uXbPZ+bXh1Jc8d7lXcx4hQ6D5Ys=|vNmRIvX0tQ3rFzM2j7mHq3Z1p0c= ssh-ed25519 ${BLOB}`,
    `# a comment\n\npi,10.0.0.7 ssh-ed25519 ${BLOB}\r\npi ssh-rsa AAAA`,
  ])('has a key: %s', (text) => {
    expect(parseHostKey(text)).toMatchObject({ algorithm: 'ssh-ed25519', fingerprint: FINGERPRINT });
  });

  it.each(['', '\n', '# only this', 'pi', 'pi ssh-ed25519'])('has none: %j', (text) => {
    expect(parseHostKey(text)).toBeNull();
  });
});

it('is what ssh wrote where it was told to', async () => {
  let options: readonly string[] = [];
  const key = await keyShownTo(async (given) => {
    options = given;
    const file = /^UserKnownHostsFile="(.+)"$/.exec(given[0] ?? '')?.[1] ?? '';
    await writeFile(file, `pi ssh-ed25519 ${BLOB}\n`);
  });
  expect(key).toEqual({ algorithm: 'ssh-ed25519', fingerprint: FINGERPRINT, line: `pi ssh-ed25519 ${BLOB}` });
  expect(options).toContain('PreferredAuthentications=none');
  expect(await keyShownTo(() => Promise.resolve())).toBeNull();
});
