import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mendedHostName,
  mendedUserName,
  suggestedHostNames,
  suggestedUser,
} from '../../../../renderer/steps/name-and-user/suggest-names.ts';
import { hostName } from '../../../../src/core/spec/host-name.ts';
import { user } from '../../../../src/core/spec/user.ts';

test.each([
  ['green_house', 'green-house'],
  ['Gewächshaus', 'gewachshaus'],
  ['Großes Haus', 'grosses-haus'],
  ['greenhouse.local', 'greenhouse'],
  [' -barn- ', 'barn'],
  ['a'.repeat(62) + '-b', 'a'.repeat(62)],
  ['greenhouse', null],
  ['', null],
  ['___', null],
  ['温室', null],
])('%s is mended to the host name %s', (typed, mended) => {
  expect(mendedHostName(typed)).toBe(mended);
});

test.each([
  ['Ada Lovelace', 'ada-lovelace'],
  ['1st', 'st'],
  ['-x', 'x'],
  ['Root', null],
  ['sshd', null],
  ['ada', null],
])('%s is mended to the user name %s', (typed, mended) => {
  expect(mendedUserName(typed)).toBe(mended);
});

test.each([
  ['ada', 'ada'],
  ['Ada L', 'ada-l'],
  ['root', null],
  [null, null],
])('%s on this computer suggests %s', (computer, name) => {
  expect(suggestedUser(computer)).toBe(name);
});

test('whatever is typed, a name that is offered is one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const [host, name] = [mendedHostName(typed), mendedUserName(typed)];
      if (host !== null) expect(hostName.safeParse(host).success).toBe(true);
      if (name !== null) expect(user.shape.name.safeParse(name).success).toBe(true);
      for (const one of suggestedHostNames(typed, 'pi4')) expect(hostName.safeParse(one).success).toBe(true);
    }),
  );
});
