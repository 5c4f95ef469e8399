import { execa } from 'execa';
import * as z from 'zod';
import type { FileSystem, FileSystems } from '../../core/drives/file-systems.ts';
import { withinMs } from './deadline.ts';

const LSBLK_MS = 5000;

/** A device of lsblk's JSON, with what lies on it; a device on two others comes twice. */
const deviceSchema = z.object({
  kname: z.string(),
  fstype: z.string().nullable(),
  label: z.string().nullable(),
  get children() {
    return z.array(deviceSchema).optional();
  },
});
const outputSchema = z.object({ blockdevices: z.array(deviceSchema) });
type Device = z.infer<typeof deviceSchema>;

/**
 * File systems and labels by lsblk, which has them from udev's database without any rights; without that database it
 * says null of every device, to root, too (util-linux 2.38: `content.ts` tells the two apart). Of one device and its
 * partitions, or of all. Where lsblk is missing, fails or hangs, nothing is known: no rule that refuses a drive rests on it
 * but ZFS's, which the writer checks by itself.
 */
export async function readFileSystems(device?: string): Promise<FileSystems> {
  const only = device === undefined ? [] : ['--', device];
  const { stdout } = (await withinMs(LSBLK_MS, runLsblk(only))) ?? { stdout: '' };
  return parseLsblk(stdout);
}

/** Exported for its test: any text, however broken, gives a table. */
export function parseLsblk(json: string): FileSystems {
  const systems = new Map<string, FileSystem>();
  const add = ({ kname, fstype, label, children }: Device): void => {
    systems.set(kname.replace(/^\/dev\//, '').replaceAll('/', '!'), { fsType: fstype, label });
    children?.forEach(add);
  };
  try {
    outputSchema.parse(JSON.parse(json)).blockdevices.forEach(add);
  } catch {
    return new Map();
  }
  return systems;
}

async function runLsblk(only: readonly string[]) {
  return execa('lsblk', ['--json', '--bytes', '--output', 'KNAME,FSTYPE,LABEL', ...only], {
    timeout: LSBLK_MS,
    stdin: 'ignore',
    env: { LC_ALL: 'C' },
  });
}
