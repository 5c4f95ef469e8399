import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { kernelName } from '../../core/drives/drive.ts';
import type { FileSystem, FileSystems } from '../../core/drives/file-systems.ts';
import { withinMs } from './deadline.ts';

/** It reads a few sectors: some milliseconds, but for a drive that does not answer. */
const BLKID_MS = 2000;

/** 0 is that there was something; 8 that several file systems could be meant; 4 an error. */
const NOTHING_FOUND = 2;

/**
 * What lies on these devices by their own first bytes, which takes root's rights. A device on which nothing is found has
 * an entry with null; one that blkid could not read, or not tell, has none.
 */
export async function probeFileSystems(devices: readonly string[]): Promise<FileSystems> {
  if (process.getuid?.() !== 0) return new Map();
  const probed = await Promise.all(devices.map(async (device) => [device, await probe(device)] as const));
  return new Map(probed.flatMap(([device, system]) => (system ? [[kernelName(device), system]] : [])));
}

/**
 * One process for each device: given several, blkid ends at the first on which it finds nothing, and says not a word of
 * those behind it (util-linux 2.38.1), which would make a full drive an empty one.
 */
async function probe(device: string): Promise<FileSystem | null> {
  // Of a node that is not there blkid says nothing at all: without udev a partition may have none.
  if (!existsSync(device)) return null;
  const ended = await withinMs(BLKID_MS, runBlkid(device));
  if (ended?.exitCode === 0) return parseBlkid(ended.stdout).get(kernelName(device)) ?? null;
  // A device that cannot be read ends with the same 2, and a complaint.
  const isEmpty = ended?.exitCode === NOTHING_FOUND && ended.stderr === '';
  return isEmpty ? { fsType: null, label: null } : null;
}

/** Exported for its test: any text, however broken, gives a table. */
export function parseBlkid(text: string): FileSystems {
  const systems = new Map<string, FileSystem>();
  for (const block of text.split(/\n\n+/)) {
    const values = new Map(block.split('\n').map(keyAndValue));
    const device = values.get('DEVNAME');
    if (device === undefined) continue;
    systems.set(kernelName(device), { fsType: values.get('TYPE') ?? null, label: values.get('LABEL') ?? null });
  }
  return systems;
}

/** `LABEL=my\ card`: blkid escapes what a shell would take for something else. */
function keyAndValue(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, Math.max(at, 0)), line.slice(at + 1).replace(/\\([^x])/g, '$1')];
}

async function runBlkid(device: string) {
  return execa('blkid', ['-p', '-o', 'export', '--', device], {
    timeout: BLKID_MS,
    stdin: 'ignore',
    reject: false,
    env: { LC_ALL: 'C.UTF-8' },
  });
}
