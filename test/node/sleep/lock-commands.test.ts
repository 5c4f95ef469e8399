import { expect, it } from 'vitest';
import { lockCommands } from '../../../src/node/sleep/lock-commands.ts';

const asked = (...args: Parameters<typeof lockCommands>) =>
  lockCommands(...args).map(({ programs, argv, holdsLid }) => [programs[0], ...argv, holdsLid].join(' '));

it('asks logind for sleep and the lid while a card is written, and for less where that is refused', () => {
  expect(asked('write', 'Writing', 'linux')).toEqual([
    'systemd-inhibit --what=sleep:handle-lid-switch --who=Nixberry --why=Writing --mode=block cat true',
    'systemd-inhibit --what=sleep --who=Nixberry --why=Writing --mode=block cat false',
  ]);
});

it('leaves the lid to a person whose build it is', () => {
  expect(asked('build', 'Building', 'linux')).toEqual([
    'systemd-inhibit --what=sleep --who=Nixberry --why=Building --mode=block cat false',
  ]);
});

it('asks macOS for what it gives, and Windows for nothing', () => {
  expect(asked('write', 'Writing', 'darwin')).toEqual(['caffeinate -i -s cat false']);
  expect(asked('write', 'Writing', 'win32')).toEqual([]);
});
