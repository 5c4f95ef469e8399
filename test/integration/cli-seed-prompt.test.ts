import { execa } from 'execa';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeSeed } from '../../src/core/seed/decode.ts';
import { useCli } from '../cli/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { onTerminal, type OnTerminal } from './terminal-support.ts';

const cli = useCli();
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const PASSWORD = 'Marked $ecret 1';
const PASSPHRASE = 'marked horse battery';
const LOOK = 'echo "rc=$?"; stty -a; echo over';

/** A project whose host wants a password and the passphrase of one network. */
async function project(): Promise<string> {
  const pis = path.join(await tempFolder(), 'pis');
  const settings = ['user.password=seed', 'wifi.country=GB', 'wifi.networks+={"ssid":"Home & Hof"}'];
  const answers = ['--board', 'pi4', '--host', 'barn', '--user', 'ada', '--yes'];
  const { code, stderr } = await cli.run(['new', pis, ...answers, ...settings.flatMap((one) => ['--set', one])]);
  expect({ code, stderr: stderr.includes('Error') }).toEqual({ code: 0, stderr: false });
  return pis;
}

async function answerAll(terminal: OnTerminal): Promise<void> {
  const talk: readonly (readonly [string, string])[] = [
    ['Password for ada on the Pi: ', PASSWORD],
    ['The same once more: ', PASSWORD],
    ['Passphrase of the Wi-Fi network Home & Hof: ', PASSPHRASE],
  ];
  for (const [words, answer] of talk) {
    await terminal.until(words);
    terminal.type(`${answer}\n`);
  }
}

/** The terminal as `stty -a` shows it after the program has ended. */
async function modes(terminal: OnTerminal): Promise<readonly string[]> {
  await terminal.until('over');
  return ['echo', 'icanon', 'isig', 'icrnl'].filter((mode) =>
    new RegExp(`[ ;\\n]${mode}[ \\r\\n]`).test(terminal.screen()),
  );
}

describe('seed new', () => {
  test('asks for what the settings want, and the terminal shows nothing of it', async () => {
    const pis = await project();
    const file = path.join(path.dirname(pis), 'barn.seed');
    const terminal = onTerminal(cli, ['seed', 'new', '--from', pis, 'barn', '-o', file]);
    await answerAll(terminal);
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toMatch(/Wi-Fi +Home & Hof \(wpa2\)/);
    expect(terminal.screen()).not.toContain(PASSWORD);
    expect(terminal.screen()).not.toContain(PASSPHRASE);
    // Not a letter of them between a question and what is said next.
    expect(terminal.screen()).toMatch(
      /Pi: \r\nThe same once more: \r\nPassphrase of the Wi-Fi network Home & Hof: \r\n/,
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { passwordHash, wifi } = decodeSeed(await readFile(file, 'latin1'), file);
    const { stdout } = await execa('perl', ['-e', 'print crypt($ARGV[0], $ARGV[1])', PASSWORD, passwordHash ?? '']);
    expect(passwordHash).toMatch(/^\$6\$/);
    expect(stdout).toBe(passwordHash);
    expect(wifi).toMatchObject([{ ssid: 'Home & Hof', security: 'wpa2', passphrase: null }]);
  });

  test('asks again after two passwords that differ, and after what can be no passphrase', async () => {
    const pis = await project();
    const file = path.join(path.dirname(pis), 'barn.seed');
    const terminal = onTerminal(cli, ['seed', 'new', '--from', pis, 'barn', '-o', file]);
    await terminal.until('Password for ada');
    terminal.type('one\n');
    await terminal.until('once more');
    terminal.type('two\n');
    await terminal.until('The two are not the same.');
    terminal.type(`${PASSWORD}\n`);
    await terminal.until('same.\r\nPassword for ada on the Pi: \r\nThe same once more: ');
    terminal.type(`${PASSWORD}\n`);
    await terminal.until('Home & Hof: ');
    terminal.type('short\n');
    await terminal.until('The passphrase of Home & Hof is too short. It has 8 to 63');
    terminal.type(`${PASSPHRASE}\n`);
    expect(await terminal.exit).toBe(0);
  });

  test('takes corrections: what was deleted is not part of it', async () => {
    const file = path.join(await tempFolder(), 'a.seed');
    const terminal = onTerminal(cli, ['seed', 'new', '--wifi', 'Farm', '-o', file, '--wifi-security', 'wpa3']);
    await terminal.until('Farm: ');
    terminal.type('wrong wrong\u0015right one\u007f\u007f\u007fword\n');
    expect(await terminal.exit).toBe(0);
    expect(decodeSeed(await readFile(file, 'latin1'), file).wifi).toMatchObject([{ passphrase: 'right word' }]);
  });

  test.each([
    ['Ctrl-C', CTRL_C],
    ['Ctrl-D', CTRL_D],
    ['Ctrl-C behind some letters', `half a pass${CTRL_C}`],
  ])('%s cancels, writes nothing, and leaves the terminal as it was', async (_, keys) => {
    const file = path.join(await tempFolder(), 'a.seed');
    const terminal = onTerminal(cli, ['seed', 'new', '--password', '-o', file], LOOK);
    await terminal.until('Password for the Pi: ');
    terminal.type(keys);
    expect(await modes(terminal)).toEqual(['echo', 'icanon', 'isig', 'icrnl']);
    expect(terminal.screen()).toContain('rc=130');
    expect(terminal.screen()).toContain('Cancelled.');
    expect(terminal.screen()).not.toContain('half');
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    '%s at a question leaves the terminal as it was',
    async (signal) => {
      const file = path.join(await tempFolder(), 'a.seed');
      const terminal = onTerminal(cli, ['seed', 'new', '--password', '-o', file], LOOK);
      await terminal.until('Password for the Pi: ');
      const [, pid] = /pid=(\d+)/.exec(terminal.screen()) ?? [];
      process.kill(Number(pid), signal);
      expect(await modes(terminal)).toEqual(['echo', 'icanon', 'isig', 'icrnl']);
      expect(terminal.screen()).toContain('rc=130');
    },
  );
});

describe('make', () => {
  test('asks before anything is built', async () => {
    const pis = await project();
    // Nothing can be built of this: whoever gets there has passed the questions.
    await writeFile(path.join(pis, 'flake.nix'), 'this is no flake');
    const card = path.join(path.dirname(pis), 'card.img');
    const terminal = onTerminal(cli, ['make', `${pis}#barn`, '--to', card]);
    await answerAll(terminal);
    expect(await terminal.exit).toBe(5);
    const [before = '', after = ''] = terminal.screen().split('Home & Hof: ');
    expect(before).not.toContain('no flake');
    expect(after).toContain('Error:');
    expect(terminal.screen()).not.toContain(PASSWORD);
    expect(terminal.screen()).not.toContain(PASSPHRASE);
  });
});
