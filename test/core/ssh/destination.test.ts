import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationText, parseDestination, sshWords } from '../../../src/core/ssh/destination.ts';

const NONE = { user: null, port: null, keyFile: null };

describe('parseDestination', () => {
  it.each([
    ['greenhouse', { ...NONE, host: 'greenhouse' }],
    ['ada@greenhouse.local', { ...NONE, user: 'ada', host: 'greenhouse.local' }],
    ['ada@10.0.0.7:2222', { ...NONE, user: 'ada', host: '10.0.0.7', port: 2222 }],
    ['ada@example.org@bastion', { ...NONE, user: 'ada@example.org', host: 'bastion' }],
    ['my_pi-4', { ...NONE, host: 'my_pi-4' }],
    ['größe', { ...NONE, host: 'größe' }],
    ['[::1]', { ...NONE, host: '::1' }],
    ['ada@[fe80::1%eth0]:22', { ...NONE, user: 'ada', host: 'fe80::1%eth0', port: 22 }],
    ['[::ffff:10.0.0.7]:65535', { ...NONE, host: '::ffff:10.0.0.7', port: 65_535 }],
  ])('reads %s', (text, destination) => {
    expect(parseDestination(text)).toEqual(destination);
    expect(destinationText(destination)).toBe(text);
  });

  it.each([
    '',
    ' ',
    '@host',
    'ada@',
    'ada@:22',
    ':22',
    'host:',
    'host:0',
    'host:022',
    'host:65536',
    'host:ssh',
    'host:22:22',
    '-oProxyCommand=id',
    'ada@-oProxyCommand=id',
    '-l@host',
    'a b',
    'host\n',
    'ho\u0000st',
    'ho\u202est',
    'ho\u00adst',
    '"host"',
    "ho'st",
    'host;id',
    '$(id)',
    '`id`',
    'host/path',
    'ssh-ng://host',
    'ada:secret@host',
    '::1',
    'fe80::1:22',
    '[host]',
    '[::1',
    '::1]',
    '[::1]22',
    '[]',
    '[::1%]',
    '[::1%$(id)]',
    '~',
    'host#x',
    'host?x',
  ])('refuses %j', (text) => {
    expect(parseDestination(text)).toBeNull();
  });

  it('takes nothing that ssh could take for an option, or a shell for more than a word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const found = parseDestination(text);
        for (const word of [found?.host, found?.user])
          if (typeof word === 'string') expect(word).toMatch(/^[^-\s'"`$;&|<>(){}\\][^\s'"`$;&|<>(){}\\]*$/);
      }),
      { numRuns: 5_000 },
    );
  });
});

it('names a machine as ssh wants it', () => {
  const machine = { user: 'ada', host: 'fe80::1', port: 2222, keyFile: '/home/ada/my key' };
  expect(sshWords(machine)).toBe("-i '/home/ada/my key' -p 2222 ada@fe80::1");
  expect(sshWords({ ...machine, user: null, port: null, keyFile: '~/.ssh/id_pi' })).toBe('-i ~/.ssh/id_pi fe80::1');
});
