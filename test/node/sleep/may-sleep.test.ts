import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { maySleep } from '../../../src/node/sleep/may-sleep.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const SLEEPS = { 'sys/power/state': 'freeze mem disk\n' };
const BATTERY = { 'sys/class/power_supply/BAT0/type': 'Battery\n' };
const LID = { 'proc/acpi/button/lid/LID0/state': 'state:      open\n' };

it.each<[string, Readonly<Record<string, string>>, boolean]>([
  ['a laptop', { ...SLEEPS, ...BATTERY, ...LID }, true],
  ['one that tells of no lid', { ...SLEEPS, ...BATTERY, 'sys/class/power_supply/BAT0/scope': 'System\n' }, true],
  ['one without its battery', { ...SLEEPS, ...LID, 'sys/class/power_supply/AC/type': 'Mains\n' }, true],
  ['one that cannot sleep', { ...BATTERY, ...LID, 'sys/power/state': '\n' }, false],
  ['a computer on the mains', { ...SLEEPS, 'sys/class/power_supply/AC/type': 'Mains\n' }, false],
  ['a server behind an uninterruptible supply', { ...SLEEPS, 'sys/class/power_supply/ups/type': 'UPS\n' }, false],
  [
    'one whose mouse has a battery',
    {
      ...SLEEPS,
      'sys/class/power_supply/hidpp_battery_0/type': 'Battery\n',
      'sys/class/power_supply/hidpp_battery_0/scope': 'Device\n',
    },
    false,
  ],
  ['another system', {}, false],
])('%s', async (_, files, may) => {
  const root = await tempFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), text);
  }
  expect(maySleep({ sys: path.join(root, 'sys'), proc: path.join(root, 'proc') })).toBe(may);
});
