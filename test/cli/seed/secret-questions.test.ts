import { describe, expect, test } from 'vitest';
import { askSecrets, type Typist } from '../../../src/cli/seed/secret-questions.ts';
import type { MissingSecrets } from '../../../src/core/seed/missing.ts';

const NOTHING: MissingSecrets = { password: false, wifi: [], tailscale: false };

/** Somebody who gives these answers, one after the other, and notes what was asked and said. */
function typist(...answers: readonly (string | null)[]): Typist & { readonly talk: string[] } {
  const left = [...answers];
  const talk: string[] = [];
  return {
    talk,
    askSecret: (question) => {
      talk.push(question);
      return Promise.resolve(left.shift() ?? null);
    },
    say: (text) => talk.push(text),
  };
}

function network(ssid: string, security: MissingSecrets['wifi'][number]['security'] = 'wpa2') {
  return { ssid, security, hidden: false };
}

describe('secrets', () => {
  test('are asked for one by one, and only those that are missing', async () => {
    const person = typist('Pass word', 'Pass word', 'first passphrase', 'second passphrase', ' tskey-auth-1 ');
    const missing = { password: true, wifi: [network('Home'), network('Farm')], tailscale: true };
    const secrets = await askSecrets(missing, 'ada', person);
    expect(secrets.password).toBe('Pass word');
    expect([...secrets.wifi]).toEqual([
      ['Home', 'first passphrase'],
      ['Farm', 'second passphrase'],
    ]);
    expect(secrets.tailscale?.trim()).toBe('tskey-auth-1');
    expect(person.talk).toEqual([
      'Password for ada on the Pi: ',
      'The same once more: ',
      'Passphrase of the Wi-Fi network Home: ',
      'Passphrase of the Wi-Fi network Farm: ',
      'Tailscale key (tskey-auth-…): ',
    ]);
    expect(await askSecrets(NOTHING, null, typist())).toEqual({ password: null, wifi: new Map(), tailscale: null });
  });

  test('keep the blanks at their ends, which are part of them', async () => {
    const { password, wifi } = await askSecrets(
      { ...NOTHING, password: true, wifi: [network('Home')] },
      null,
      typist(' a ', ' a ', ' blanks at both ends '),
    );
    expect([password, wifi.get('Home')]).toEqual([' a ', ' blanks at both ends ']);
  });

  test('a password is asked for anew until it was typed twice', async () => {
    const person = typist('', 'one', 'two', 'three', 'three');
    expect((await askSecrets({ ...NOTHING, password: true }, null, person)).password).toBe('three');
    expect(person.talk).toEqual([
      'Password for the Pi: ',
      'The password is empty. Give one, or leave it out.',
      'Password for the Pi: ',
      'The same once more: ',
      'The two are not the same.',
      'Password for the Pi: ',
      'The same once more: ',
    ]);
  });

  test.each([
    ['brief', 'too short'],
    ['x'.repeat(65), 'too long'],
    ['pässwörter', 'has a character that cannot be in it'],
    ['ab'.repeat(32), '64 hexadecimal digits, and WPA3 needs the passphrase itself'],
  ])('a passphrase that cannot work is asked for again, and not repeated: %s', async (wrong, words) => {
    const person = typist(wrong, 'right passphrase');
    const { wifi } = await askSecrets({ ...NOTHING, wifi: [network('Home', 'wpa3')] }, null, person);
    expect(wifi.get('Home')).toBe('right passphrase');
    expect(person.talk[1]).toContain('The passphrase of Home');
    expect(person.talk[1]).toContain(words);
    expect(person.talk.join('\n')).not.toContain(wrong);
  });

  test('no answer cancels', async () => {
    await expect(askSecrets({ ...NOTHING, tailscale: true }, null, typist(null))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
