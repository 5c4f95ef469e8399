import { open } from 'node:fs/promises';
import { FIRMWARE, firmwareOf } from './pi-card.ts';
import { tool } from './tool.ts';

/** The shortest piece of a secret that is looked for: shorter ones could be there by chance. */
const PIECE = 16;

/** A file of a card's FAT partition, read by mtools. */
export function readFirmware(card: string, file: string): Promise<string> {
  return tool('mtype', [...firmwareOf(card), `::${file}`]);
}

/** Copies a file into it, in place of one that is there. */
export async function writeFirmware(card: string, to: string, from: string): Promise<void> {
  await tool('mcopy', [...firmwareOf(card), '-o', from, `::${to}`]);
}

/** The names in one of its folders, sorted. */
export async function filesOf(card: string, folder: string): Promise<readonly string[]> {
  const listed = await tool('mdir', [...firmwareOf(card), '-b', '-a', `::${folder}`]);
  return listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(line.lastIndexOf('/') + 1))
    .sort();
}

/**
 * Which values of a seed can still be found anywhere in the partition, by the names of their lines: whole, in pieces, or
 * as what their base64 or hex stands for.
 */
export async function traces(card: string, seed: string): Promise<readonly string[]> {
  const partition = await bytesOf(card);
  const found = seed.split('\n').filter((line) => {
    const value = line.slice(line.indexOf('=') + 1);
    const secret = line.includes('_b64=') ? [value, Buffer.from(value, 'base64')] : [value];
    return !line.startsWith('id=') && [...secret, ...hexParts(value)].some((text) => holdsPiece(partition, text));
  });
  return found.map((line) => line.slice(0, line.indexOf('=')));
}

function hexParts(value: string): readonly Buffer[] {
  const parts = value.split(',').filter((part) => /^([0-9a-f]{2})+$/i.test(part));
  return parts.map((part) => Buffer.from(part, 'hex'));
}

function holdsPiece(partition: Buffer, secret: string | Buffer): boolean {
  const bytes = Buffer.from(secret);
  for (let at = 0; at + PIECE <= bytes.length; at += PIECE)
    if (partition.includes(bytes.subarray(at, at + PIECE))) return true;
  return false;
}

async function bytesOf(card: string): Promise<Buffer> {
  const handle = await open(card);
  try {
    const bytes = Buffer.alloc(FIRMWARE.bytes);
    await handle.read(bytes, 0, bytes.length, FIRMWARE.start);
    return bytes;
  } finally {
    await handle.close();
  }
}
