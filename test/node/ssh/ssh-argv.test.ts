import { describe, expect, it } from 'vitest';
import { nixSshOptions, splitWords, sshArgv, sshConfigArgv } from '../../../src/node/ssh/ssh-argv.ts';

const PI = { user: 'ada', host: 'pi', port: 2222, keyFile: '/home/ada/my key' };
const BARE = { user: null, host: 'pi', port: null, keyFile: null };

describe('the arguments of ssh', () => {
  it('name the machine behind --, and the command in one word', () => {
    const argv = sshArgv(PI, 'exec sh -c x', { NIX_SSHOPTS: '-F /tmp/config' });
    expect(argv.slice(-11)).toEqual([
      ...['-p', '2222', '-l', 'ada', '-i', '/home/ada/my key'],
      ...['-F', '/tmp/config', '--', 'pi', 'exec sh -c x'],
    ]);
    expect(sshArgv(BARE, 'x', {}).slice(-3)).toEqual(['--', 'pi', 'x']);
  });

  it('never ask, and never trust', () => {
    for (const option of ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'RemoteCommand=none', 'ControlMaster=no'])
      expect(sshArgv(BARE, 'x', {})).toContain(option);
  });

  it('put first what has to win', () => {
    const argv = sshArgv(PI, 'x', { NIX_SSHOPTS: '-o BatchMode=no -p 1' }, ['StrictHostKeyChecking=accept-new']);
    expect(argv.indexOf('StrictHostKeyChecking=accept-new')).toBeLessThan(argv.indexOf('StrictHostKeyChecking=yes'));
    expect(argv.indexOf('BatchMode=yes')).toBeLessThan(argv.indexOf('BatchMode=no'));
    expect(argv.indexOf('2222')).toBeLessThan(argv.indexOf('1'));
  });

  it('ask for the configuration of the same machine', () => {
    const argv = sshConfigArgv(PI, { NIX_SSHOPTS: '-F /tmp/config' });
    expect(argv[0]).toBe('-G');
    expect(argv.slice(-4)).toEqual(['-F', '/tmp/config', '--', 'pi']);
  });
});

describe('NIX_SSHOPTS', () => {
  it('has our rules, the port, and what it had', () => {
    const options = nixSshOptions(PI, { NIX_SSHOPTS: ' -F /tmp/config ' });
    expect(options).toMatch(/^-o BatchMode=yes -o StrictHostKeyChecking=yes .* -p 2222 -F \/tmp\/config$/);
    // Nix before 2.26 knows no quotes.
    expect(options).not.toContain('my key');
    expect(nixSshOptions(BARE, {})).toMatch(/ServerAliveCountMax=4$/);
  });

  it.each([
    ['', []],
    ['  ', []],
    ['-F /tmp/config', ['-F', '/tmp/config']],
    [' -p\t22\n-4 ', ['-p', '22', '-4']],
    [`-o 'ProxyCommand=nc %h %p' -i "a b"`, ['-o', 'ProxyCommand=nc %h %p', '-i', 'a b']],
    [`-o"A B"c`, ['-oA Bc']],
    ['a\\ b "c\\"d" \'e\\f\'', ['a b', 'c"d', 'e\\f']],
    ['it"s', ['it"s']],
  ])('%j are the words %j', (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});
