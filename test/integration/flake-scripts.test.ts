import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

// The scripts that run on the Pi, run here. They get every path as an argument. Those in firstboot/: flake-firstboot*.test.ts.

const MODULES = path.resolve('assets/flake/project/modules');

it('have nothing that shellcheck would tell', async () => {
  // The others are parts of firstboot.sh, which are looked at with it.
  const programs = ['firstboot/card.sh', 'firstboot/firstboot.sh', 'firstboot/host-name.sh', 'wifi-env.sh'];
  const { stdout } = await execa(
    'shellcheck',
    ['--external-sources', '--source-path', 'SCRIPTDIR', '--format', 'json1', ...programs],
    {
      cwd: MODULES,
    },
  );
  expect(JSON.parse(stdout)).toEqual({ comments: [] });
  const sources = await Promise.all(
    ['firstboot.sh', 'take-wifi.sh'].map((name) => readFile(path.join(MODULES, 'firstboot', name), 'utf8')),
  );
  const parts = [...sources.join('\n').matchAll(/^source "\$here\/(.*)"$/gm)].map(([, name]) => `firstboot/${name}`);
  const all = (await readdir(MODULES, { recursive: true })).filter((name) => name.endsWith('.sh'));
  expect([...programs, ...parts].sort()).toEqual(all.sort());
});

describe('wifi-env.sh', () => {
  /** systemd's EnvironmentFile between double quotes, then a keyfile's escapes. */
  function asNetworkManagerReads(quoted: string): string {
    const value = quoted.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1');
    return value.replaceAll(/\\([\\s])/g, (_, char: string) => (char === 's' ? ' ' : '\\'));
  }

  async function variables(secrets: string | null): Promise<ReadonlyMap<string, string>> {
    const dir = await tempFolder();
    if (secrets !== null) await writeFile(path.join(dir, 'secrets'), secrets);
    await execa('bash', [path.join(MODULES, 'wifi-env.sh'), path.join(dir, 'secrets'), path.join(dir, 'env')]);
    const lines = (await readFile(path.join(dir, 'env'), 'utf8')).split('\n').filter((line) => line !== '');
    return new Map(
      lines.map((line) => {
        const [, name = '', value = ''] = /^(\w+)=(".*")$/.exec(line) ?? [];
        return [name, asNetworkManagerReads(value)];
      }),
    );
  }

  it.each([
    'plain123',
    '  blanks  ',
    'a"b\'c',
    'back\\slash \\n \\\\',
    '$HOME `id` ${x}',
    'a=b;c#d',
    'café 🌿',
    '"quoted"',
  ])('lets NetworkManager read %j', async (passphrase) => {
    expect(await variables(`psk_0a1b2c3d=${passphrase}\n`)).toEqual(new Map([['psk_0a1b2c3d', passphrase]]));
  });

  it('drops the line ends of Windows', async () => {
    expect(await variables('psk_0a1b2c3d=plain123\r\npsk_00000000=x\r')).toEqual(
      new Map([
        ['psk_0a1b2c3d', 'plain123'],
        ['psk_00000000', 'x'],
      ]),
    );
  });

  it('leaves what there was when it cannot write all of it', async () => {
    const dir = await tempFolder();
    await writeFile(path.join(dir, 'secrets'), 'psk_0a1b2c3d=new\n');
    await writeFile(path.join(dir, 'env'), 'psk_0a1b2c3d="old"\n');
    const script = [path.join(MODULES, 'wifi-env.sh'), path.join(dir, 'secrets'), path.join(dir, 'env')];
    // No file may grow: the disk is full.
    const { failed } = await execa('bash', ['-c', 'ulimit -f 0; trap "" XFSZ; exec bash "$@"', '-', ...script], {
      reject: false,
    });
    expect(failed).toBe(true);
    expect(await readFile(path.join(dir, 'env'), 'utf8')).toBe('psk_0a1b2c3d="old"\n');
  });

  it('makes an empty file of none', async () => {
    expect(await variables(null)).toEqual(new Map());
    expect(await variables('')).toEqual(new Map());
  });
});
