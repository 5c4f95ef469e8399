import { execa } from 'execa';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { endlessDownload } from '../cli/endless-download.ts';
import { useCli } from '../cli/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testImage } from '../support/test-image.ts';
import { onTerminal as startOnTerminal, type OnTerminal } from './terminal-support.ts';

const cli = useCli();
const IMAGE_BYTES = 5 << 20;
const CTRL_C = '\u0003';

function onTerminal(args: readonly string[]): OnTerminal {
  return startOnTerminal(cli, args);
}

async function loopDevice(): Promise<string> {
  const file = path.join(await tempFolder(), 'drive');
  await writeFile(file, Buffer.alloc(8 << 20));
  const { stdout } = await execa('losetup', ['--find', '--show', file]);
  onTestFinished(async () => {
    await execa('losetup', ['--detach', stdout]);
  });
  return stdout;
}

async function imageFile(): Promise<string> {
  const file = path.join(await tempFolder(), 'image.raw');
  await writeFile(file, testImage(IMAGE_BYTES));
  return file;
}

describe('before a drive is overwritten', () => {
  test('it is shown, and its name has to be typed', async () => {
    const [device, image] = [await loopDevice(), await imageFile()];
    const terminal = onTerminal(['flash', image, '--to', device, '--allow-virtual']);
    await terminal.until('type its name');
    expect(terminal.screen()).toMatch(/size +8\.4 MB/);
    terminal.type('yes\n');
    await terminal.until('"yes" is not its name.');
    terminal.type(`${path.basename(device)}\n`);
    expect(await terminal.exit).toBe(0);
    expect(terminal.screen()).toContain(`${device} is written and verified.`);
    expect((await readFile(device)).subarray(0, IMAGE_BYTES).equals(testImage(IMAGE_BYTES))).toBe(true);
  });

  test('the whole path is its name, too', async () => {
    const [device, image] = [await loopDevice(), await imageFile()];
    const terminal = onTerminal(['flash', image, '--to', device, '--allow-virtual']);
    await terminal.until('type its name');
    terminal.type(`${device}\n`);
    expect(await terminal.exit).toBe(0);
  });

  test.each([
    ['an empty line', '\n'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', CTRL_C],
    ['three wrong names', 'sda\nsdb\nsdc\n'],
  ])('%s leaves it as it is: exit 130', async (_, answer) => {
    const [device, image] = [await loopDevice(), await imageFile()];
    const terminal = onTerminal(['flash', image, '--to', device, '--allow-virtual']);
    await terminal.until('type its name');
    terminal.type(answer);
    expect(await terminal.exit).toBe(130);
    expect(terminal.screen()).toContain(`${device}: Nothing was written to it.`);
    expect((await readFile(device)).every((byte) => byte === 0)).toBe(true);
  });
});

describe('before a file is overwritten', () => {
  test.each([
    ['y\n', 0],
    ['n\n', 130],
    ['\n', 130],
  ])('%j ends with %i', async (answer, exitCode) => {
    const card = path.join(await tempFolder(), 'card.img');
    await writeFile(card, 'precious');
    const terminal = onTerminal(['flash', await imageFile(), '--to', card]);
    await terminal.until('[y/N]');
    terminal.type(answer);
    expect(await terminal.exit).toBe(exitCode);
    expect((await readFile(card)).subarray(0, 8).toString() === 'precious').toBe(exitCode !== 0);
  });
});

test('progress is drawn in its place, and gone when it is over', async () => {
  const card = path.join(await tempFolder(), 'card.img');
  const terminal = onTerminal(['flash', await endlessDownload(), '--to', card]);
  await terminal.until('writing  ━');
  terminal.type(CTRL_C);
  expect(await terminal.exit).toBe(130);
  const [, drawn = ''] = terminal.screen().split('writing  ━', 2);
  // The line is erased before anything else is said, and the cursor is given back.
  expect(drawn).toContain('\u001b[2K');
  expect(terminal.screen().lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.screen().lastIndexOf('\u001b[?25l'));
  expect(terminal.screen()).toContain('It is not complete, and will not start a Pi.');
});

test('new asks for what is open, and again after a wrong answer', async () => {
  const pis = path.join(await tempFolder(), 'pis');
  const terminal = onTerminal(['new', pis, '--user', 'ada', '--set', 'user.password=seed']);
  const talk: readonly (readonly [string, string])[] = [
    ['Board: ', 'pi9'],
    ['must be one of', 'pi4'],
    ['Host name', 'greenhouse'],
    ['Wi-Fi network', 'Home'],
    ['Its security', ''],
    ['Country', 'GB'],
    ['Time zone', 'Europe/London'],
    ['Language', ''],
    ['Keyboard', 'uk'],
  ];
  for (const [words, answer] of talk) {
    await terminal.until(words);
    terminal.type(`${answer}\n`);
  }
  expect(await terminal.exit).toBe(0);
  expect(JSON.parse(await readFile(path.join(pis, 'hosts/greenhouse/settings.json'), 'utf8'))).toMatchObject({
    board: 'pi4',
    user: { name: 'ada' },
    wifi: { country: 'GB', networks: [{ ssid: 'Home', security: 'wpa2' }] },
    region: { timeZone: 'Europe/London', keyboard: 'uk' },
  });
});

test('Ctrl-C at a question of new leaves nothing behind', async () => {
  const folder = await tempFolder();
  const terminal = onTerminal(['new', path.join(folder, 'pis')]);
  await terminal.until('Board: ');
  terminal.type(CTRL_C);
  expect(await terminal.exit).toBe(130);
  expect(await readdir(folder)).toEqual([]);
});
