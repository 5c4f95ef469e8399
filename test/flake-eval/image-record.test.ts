import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { findFirmware } from '../../src/core/seed/firmware.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { evaluate, textOfDerivation } from './evaluate.ts';
import { KEY, makeProject, settingsOf } from './project.ts';

// Whether a card that NixOS's own image module makes says of itself that it takes a seed: without its firmware and its root,
// but with its partition table, its FAT, and its way of copying files there.

const partsSchema = z.object({ commands: z.string(), build: z.string(), record: z.string() });

const PARTS = `config: {
  commands = config.sdImage.populateFirmwareCommands;
  build = config.system.build.sdImage.buildCommand;
  record = builtins.head (builtins.filter (path: builtins.match ".*-image\\\\.json\\\\.drv" path != null)
    (builtins.attrNames (builtins.getContext config.sdImage.populateFirmwareCommands)));
}`;

/** Lines of the image's build, from one that begins with `first` to one that begins with `last`. */
function linesOf(build: string, first: string, last: string): string {
  const lines = build.split('\n').map((line) => line.trim());
  const from = lines.findIndex((line) => line.startsWith(first));
  const to = lines.findIndex((line, at) => at >= from && line.startsWith(last));
  if (from === -1 || to === -1) throw new Error(`the image is made in another way: no ${first} … ${last}`);
  return lines.slice(from, to + 1).join('\n');
}

it.each(['mainline', 'vendor'] as const)('an image with the %s kernel takes a seed', async (kernel) => {
  const networks = [{ ssid: 'Café "🌿" $x', hidden: true, security: 'wpa2+wpa3' }] as const;
  const host = settingsOf({
    ...{ board: 'pi4', kernel, hostName: 'shed', configTxt: ['gpu_mem=16'] },
    user: { name: 'ada', sshKeys: [KEY], password: 'seed' },
    wifi: { country: 'GB', networks: [...networks] },
  });
  const config = 'nixosConfigurations.shed.config';
  const { commands, build, record } = partsSchema.parse(await evaluate(await makeProject([host]), config, PARTS));
  const dir = await tempFolder();
  await writeFile(path.join(dir, 'image.json'), await textOfDerivation(record));
  const [own = ''] = /^install .*$/m.exec(commands) ?? [];
  const script = [
    'set -e',
    'faketime() { shift; "$@"; }',
    'img=card.img gap=8 START=16384 SECTORS=65536',
    'truncate -s 48M $img; truncate -s $((SECTORS * 512)) firmware_part.img; mkdir firmware',
    "printf 'label: dos\\nstart=8M, size=32M, type=b\\n' | sfdisk --quiet $img",
    linesOf(build, 'mkfs.vfat', 'mkfs.vfat'),
    own.replace(/\/nix\/store\/\S+-image\.json/, 'image.json'),
    linesOf(build, 'find firmware', 'dd conv=notrunc if=firmware_part.img'),
  ].join('\n');
  await execa('bash', ['-c', script], { cwd: dir });

  const card = await readFile(path.join(dir, 'card.img'));
  const read = (offset: number, length: number): Promise<Uint8Array> =>
    Promise.resolve(Uint8Array.from(card.subarray(offset, offset + length)));
  expect(await findFirmware({ read })).toMatchObject({
    kind: 'takes',
    record: {
      ...{ format: 1, host: 'shed', board: 'pi4', nixos: expect.stringMatching(/^\d\d\.\d\d\./) as string },
      seed: {
        ...{ format: 1, user: 'ada', password: true, tailscale: false },
        wifi: { backend: 'wpa_supplicant', country: 'GB', networks },
      },
    },
  });
});
