import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import type { Json } from '../../../src/core/spec/tree.ts';
import { askAnswers } from '../../../src/cli/projects/questions.ts';
import type { ThisComputer } from '../../../src/node/projects/this-computer.ts';
import { KEYS } from '../../core/spec/some-answers.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const COMPUTER: ThisComputer = {
  user: 'ada',
  timeZone: 'Europe/London',
  locale: 'en_GB.UTF-8',
  country: 'GB',
  keyboard: 'uk',
  keys: [{ file: '/home/ada/.ssh/id.pub', text: KEYS.ed25519 }],
};
const REGION = { timeZone: 'Europe/London', locale: 'en_GB.UTF-8', keyboard: 'uk' };

/** Answers in turn; what was asked and said comes back, too. */
async function interview(
  lines: readonly string[],
  { given = {}, computer = COMPUTER }: { given?: Json; computer?: ThisComputer } = {},
): Promise<{ answers: Json; asked: string[]; said: string[] }> {
  const left = [...lines];
  const asked: string[] = [];
  const said: string[] = [];
  const ask = (question: string): Promise<string | null> => {
    asked.push(question);
    return Promise.resolve(left.shift() ?? null);
  };
  const answers = await askAnswers(given, { ask, say: (text) => said.push(text) }, computer);
  expect(left).toEqual([]);
  return { answers, asked, said };
}

test('the shortest way takes what this computer suggests', async () => {
  const { answers, asked, said } = await interview(['pi4', 'greenhouse', '', '', '', '', '', '']);
  expect(answers).toEqual({
    board: 'pi4',
    hostName: 'greenhouse',
    user: { name: 'ada', sshKeys: [KEYS.ed25519] },
    region: REGION,
  });
  expect(asked).toEqual([
    'Board: ',
    'Host name, such as greenhouse: ',
    'Your user name on the Pi [ada]: ',
    'Public SSH key: a number, a file, or the key itself; - for none [1]: ',
    'Wi-Fi network (SSID), nothing for none; its passphrase comes with the card: ',
    'Time zone [Europe/London]: ',
    'Language and formats [en_GB.UTF-8]: ',
    'Keyboard of the console [uk]: ',
  ]);
  expect(said[0]).toMatch(/^Boards: zero2w pi3 .* pi2\. /);
  expect(said[0]).not.toContain('zerow');
  expect(said[1]).toBe('  1) /home/ada/.ssh/id.pub (ada@laptop)');
  expect(completeSettings(answers).type).toBe('complete');
});

test('a wrong answer is told in the words of the field, and asked for again', async () => {
  const lines = ['pi9', 'zerow', 'pi3', 'Green House', '', 'shed', 'root', 'bob', '/nowhere.pub', '7', 'rubbish ', '1'];
  const wifi = ['a'.repeat(33), 'Home', 'wpa9', 'wpa2', 'gb', 'GB'];
  const { answers, said } = await interview([...lines, ...wifi, 'Mars/../x', 'UTC', '', '']);
  expect(answers).toMatchObject({
    ...{ board: 'pi3', hostName: 'shed', user: { name: 'bob' }, region: { timeZone: 'UTC' } },
    wifi: { country: 'GB', networks: [{ ssid: 'Home', security: 'wpa2' }] },
  });
  const words = said.slice(1).filter((text) => !text.startsWith('  1)'));
  expect(words.map((text) => text.slice(0, 24))).toEqual([
    'This must be one of: zer',
    'NixOS does not support R',
    'A host name has 1 to 63 ',
    'A host name has 1 to 63 ',
    'The system itself has a ',
    '/nowhere.pub cannot be r',
    '7 cannot be read: there ',
    'rubbish cannot be read: ',
    'This is too long.',
    'This must be one of: ope',
    'A country is two capital',
    'This is no time zone suc',
  ]);
});

describe('the key', () => {
  const before = ['pi4', 'pi', 'ada'];
  const after = ['', '', '', ''];
  const none = { ...COMPUTER, keys: [] };

  test('may be a file, of which each line is one', async () => {
    const file = path.join(await tempFolder(), 'keys.pub');
    await writeFile(file, `# mine\n${KEYS.ed25519}\n\n${KEYS.skEd25519}\n`);
    const { answers } = await interview([...before, file, ...after], { computer: none });
    expect(answers.user).toEqual({ name: 'ada', sshKeys: [KEYS.ed25519, KEYS.skEd25519] });
  });

  test('may be the key itself', async () => {
    const { answers } = await interview([...before, `  ${KEYS.nistp256} `, ...after], { computer: none });
    expect(answers.user).toEqual({ name: 'ada', sshKeys: [KEYS.nistp256] });
  });

  test('is never a private one', async () => {
    const file = path.join(await tempFolder(), 'id');
    await writeFile(file, '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n');
    const { said } = await interview([...before, file, KEYS.ed25519, ...after], { computer: none });
    expect(said.at(-1)).toMatch(/^This is a private key\. Keep it secret/);
    expect(said.join('\n')).not.toContain('b3BlbnNzaC1rZXk');
  });

  test('may be missing when a password comes with the card', async () => {
    const { answers } = await interview([...before, '', 'n', '-', 'y', ...after], { computer: none });
    expect(answers.user).toEqual({ name: 'ada', password: 'seed' });
  });
});

test('what was given is not asked for', async () => {
  const given = {
    ...{ board: 'pi4', hostName: 'pi', region: { keyboard: 'de' } },
    user: { name: 'eve', sshKeys: [KEYS.ed25519] },
    wifi: { networks: [{ ssid: 'Home' }] },
  };
  const { answers, asked } = await interview(['', '', ''], { given });
  expect(asked.map((question) => question.split(/[ ,]/)[0])).toEqual(['Country', 'Time', 'Language']);
  expect(answers).toMatchObject({ wifi: { country: 'GB' }, region: { ...REGION, keyboard: 'de' } });
});

test('a board without Wi-Fi is not asked for a network', async () => {
  const { asked } = await interview(['pi2v12', 'pi', '', '', '', '', '']);
  expect(asked.join('')).not.toContain('Wi-Fi');
});

test('what this computer says is only suggested where it is right', async () => {
  const computer = { ...COMPUTER, user: 'root', timeZone: null, locale: null, country: null, keyboard: null };
  const { asked } = await interview(['pi4', 'pi', 'ada', '', 'Home', '', 'FR', '', '', ''], { computer });
  expect(asked[2]).toBe('Your user name on the Pi: ');
  expect(asked.slice(-4)).toEqual([
    'Country whose radio rules apply, in two letters: ',
    'Time zone [UTC]: ',
    'Language and formats [en_US.UTF-8]: ',
    'Keyboard of the console [us]: ',
  ]);
});

test('no answer at all (Ctrl-D, Ctrl-C) cancels', async () => {
  await expect(interview(['pi4'])).rejects.toMatchObject({ code: 'cancelled' });
});
