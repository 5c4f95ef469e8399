import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluate } from './evaluate.ts';
import { answers, makeProject, settingsOf } from './project.ts';

// What the unit does around firstboot.sh, run here with other programs in the place of those that it calls.

async function unitScript(): Promise<string> {
  const dir = await makeProject([settingsOf(answers('pi4', 'shed'))]);
  const attribute = 'nixosConfigurations.shed.config.systemd.services.nixberry-firstboot';
  return (await evaluate(dir, attribute, 'unit: unit.script')) as string;
}

it('a card without a seed, or with one that is wrong, starts all the same', async () => {
  const script = await unitScript();
  const dir = await tempFolder();
  for (const folder of ['bin', 'state', 'mount/nixberry']) await mkdir(path.join(dir, folder), { recursive: true });
  const fake = (name: string, text: string): Promise<void> =>
    writeFile(path.join(dir, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await fake('udevadm', 'exit 1');
  await fake('mount', 'exit 0');
  await fake('umount', `echo umount >> ${dir}/log`);
  await fake('firstboot', `echo firstboot >> ${dir}/log; exit 1`);
  await writeFile(path.join(dir, 'state/hostname'), 'barn\n');
  const run = async (partition: string): Promise<object> => {
    const here = script
      .replaceAll('/dev/disk/by-label/FIRMWARE', partition)
      .replaceAll('/var/lib/nixberry', `${dir}/state`)
      .replaceAll('/run/nixberry-seed', `${dir}/mount`)
      .replaceAll('/proc/sys/kernel/hostname', `${dir}/kernel-name`)
      .replaceAll(/\/nix\/store\/\S+firstboot\.sh/g, `${dir}/bin/firstboot`)
      .replaceAll(/\/nix\/store\/\S+\/bin\/(ba)?sh/g, '/bin/sh');
    await writeFile(path.join(dir, 'log'), '');
    await writeFile(path.join(dir, 'kernel-name'), '');
    // As NixOS runs a unit's script.
    const { exitCode, stderr } = await execa('bash', ['-e', '-c', here], {
      env: { PATH: `${dir}/bin:${process.env.PATH ?? ''}` },
      reject: false,
    });
    const read = (name: string): Promise<string> => readFile(path.join(dir, name), 'utf8');
    return { exitCode, stderr, log: await read('log'), name: await read('kernel-name') };
  };
  const missing = path.join(dir, 'nothing');
  expect(await run(missing)).toEqual({
    ...{ exitCode: 0, stderr: `nixberry: no partition ${missing}; no settings are taken from the card` },
    ...{ log: '', name: 'barn\n' },
  });
  expect(await run('/dev/null')).toEqual({ exitCode: 0, stderr: '', log: 'umount\n', name: 'barn\n' });
  // What was taken, but not wiped yet.
  await writeFile(path.join(dir, 'mount/nixberry/seed.conf.taken'), '');
  expect(await run('/dev/null')).toMatchObject({ exitCode: 1, log: 'firstboot\numount\n', name: 'barn\n' });
  await fake('firstboot', 'exit 0');
  expect(await run('/dev/null')).toMatchObject({ exitCode: 0, name: 'barn\n' });
  await fake('mount', 'exit 32');
  expect(await run('/dev/null')).toMatchObject({ exitCode: 1, log: '', name: 'barn\n' });
});
