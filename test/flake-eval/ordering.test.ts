import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluate } from './evaluate.ts';
import { answers, makeProject, settingsOf } from './project.ts';

// systemd's own judgement of the order in which a Pi starts. Units of systemd itself are this computer's.

const unitsSchema = z.record(
  z.string(),
  z.object({ text: z.string(), wantedBy: z.array(z.string()), requiredBy: z.array(z.string()) }),
);
type Units = z.infer<typeof unitsSchema>;

async function unitsOf(backend: 'wpa_supplicant' | 'networkmanager'): Promise<Units> {
  const host = settingsOf({
    ...answers('pi4', 'shed'),
    wifi: { country: 'GB', backend, networks: [{ ssid: 'Home' }] },
    services: { tailscale: true, mdns: true },
  });
  const units = await evaluate(
    await makeProject([host]),
    'nixosConfigurations.shed.config.systemd.units',
    `builtins.mapAttrs (_: unit: {
      text = builtins.unsafeDiscardStringContext unit.text;
      inherit (unit) wantedBy requiredBy;
    })`,
  );
  return unitsSchema.parse(units);
}

/** What systemd finds wrong with the order of everything that belongs to a start. */
async function cycles(units: Units): Promise<readonly string[]> {
  const dir = await tempFolder();
  for (const [name, { text, wantedBy, requiredBy }] of Object.entries(units)) {
    // Programs are in no store here, and only the order is asked for.
    await writeFile(path.join(dir, name), text.replaceAll(/^(Exec\w+)=.*/gm, '$1=/bin/true'));
    const links = [...wantedBy.map((by) => `${by}.wants`), ...requiredBy.map((by) => `${by}.requires`)];
    for (const folder of links) {
      await mkdir(path.join(dir, folder), { recursive: true });
      await symlink(path.join(dir, name), path.join(dir, folder, name));
    }
  }
  const { stderr } = await execa('systemd-analyze', ['verify', '--man=no', 'multi-user.target'], {
    env: { SYSTEMD_UNIT_PATH: `${dir}:/lib/systemd/system` },
    reject: false,
  });
  return stderr.split('\n').filter((line) => /cycle/i.test(line));
}

describe.each(['wpa_supplicant', 'networkmanager'] as const)('with %s', (backend) => {
  it('the seed is taken without a circle in the order', async () => {
    const units = await unitsOf(backend);
    expect(await cycles(units)).toEqual([]);
    // Such a circle is found.
    const own = units['nixberry-firstboot.service']!;
    const wrong = { ...own, text: own.text.replace('After=', 'After=sshd.service ') };
    const found = await cycles({ ...units, 'nixberry-firstboot.service': wrong });
    expect(found.join('\n')).toContain('nixberry-firstboot.service');
  });
});
