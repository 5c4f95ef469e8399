import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { kernelName } from '../../core/drives/drive.ts';
import type { FileSystem, FileSystems } from '../../core/drives/file-systems.ts';
import { withinMs } from './deadline.ts';

/** It reads a few sectors of each device: some milliseconds for all of them, but for a drive that does not answer. */
const BLKID_MS = 2000;

/** blkid ends at the first device that carries the signatures of several file systems, without a word on the others. */
const AMBIVALENT = 8;
/** Nothing was found on any device; 0 is that there was something on at least one. */
const NOTHING_FOUND = 2;

/**
 * What lies on these devices by their own first bytes, which takes root's rights. A device on which nothing is found has
 * an entry with null; one that blkid could not read, or not tell, has none. One process for all, as a rule.
 */
export async function probeFileSystems(asked: readonly string[]): Promise<FileSystems> {
  // Of a node that is not there blkid says nothing at all: without udev a partition may have none.
  const devices = asked.filter((device) => existsSync(device));
  if (devices.length === 0 || process.getuid?.() !== 0) return new Map();
  const ended = await withinMs(BLKID_MS, runBlkid(devices));
  if (ended?.exitCode === AMBIVALENT && devices.length > 1) {
    const each = await Promise.all(devices.map((device) => probeFileSystems([device])));
    return new Map(each.flatMap((systems) => [...systems]));
  }
  if (ended?.exitCode !== 0 && ended?.exitCode !== NOTHING_FOUND) return new Map();
  const found = parseBlkid(ended.stdout);
  const nothing: FileSystem = { fsType: null, label: null };
  return new Map(
    devices
      // What it complains of (a device that cannot be read) begins with the device's path.
      .filter((device) => found.has(kernelName(device)) || !ended.stderr.includes(`${device}:`))
      .map((device) => [kernelName(device), found.get(kernelName(device)) ?? nothing]),
  );
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

async function runBlkid(devices: readonly string[]) {
  return execa('blkid', ['-p', '-o', 'export', '--', ...devices], {
    timeout: BLKID_MS,
    stdin: 'ignore',
    reject: false,
    env: { LC_ALL: 'C.UTF-8' },
  });
}
