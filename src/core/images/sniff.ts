import type { ImageFormat } from '../ports.ts';
import { MARKER_START } from './marker.ts';

/** What some bytes are: an image in a format that we read, or a kind of file that is not an image we can write. */
export type Sniffed =
  | { readonly kind: 'image'; readonly format: ImageFormat }
  /** Read from a card whose writing was interrupted: the first MiB is our marker. */
  | { readonly kind: 'unfinished-card' }
  /** `what` names the kind for people: `tar`, `qcow2` ... */
  | { readonly kind: 'unknown'; readonly what: string };

interface Signature {
  readonly at: number;
  readonly bytes: readonly number[];
}

/** As much of the start as the signatures need: tar's is the farthest. */
export const SNIFF_BYTES = 512;
/** Formats that sign at their end do it in the last 512 bytes. */
export const TAIL_BYTES = 512;

const COMPRESSED: readonly (readonly [ImageFormat, Signature])[] = [
  ['gzip', { at: 0, bytes: [0x1f, 0x8b, 0x08] }],
  ['xz', { at: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] }],
  ['zstd', { at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] }],
  ['zip', text('PK\x03\x04')],
  ['zip', text('PK\x05\x06')],
];

const UNKNOWN: readonly (readonly [string, Signature])[] = [
  ['tar', text('ustar', 257)],
  ['7z', { at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] }],
  ['rar', text('Rar!\x1a\x07')],
  ['lz4', { at: 0, bytes: [0x04, 0x22, 0x4d, 0x18] }],
  ['lz4', { at: 0, bytes: [0x02, 0x21, 0x4c, 0x18] }],
  ['lzip', text('LZIP')],
  ['lzop', { at: 0, bytes: [0x89, 0x4c, 0x5a, 0x4f, 0x00] }],
  ['lzma', { at: 0, bytes: [0x5d, 0x00, 0x00] }],
  ['compress', { at: 0, bytes: [0x1f, 0x9d] }],
  ['zip in parts', text('PK\x07\x08')],
  ['qcow2', { at: 0, bytes: [0x51, 0x46, 0x49, 0xfb] }],
  ['vhdx', text('vhdxfile')],
  ['vhd', text('conectix')],
  ['vmdk', text('KDMV')],
  ['vmdk', text('# Disk DescriptorFile')],
  ['vdi', { at: 0x40, bytes: [0x7f, 0x10, 0xda, 0xbe] }],
  ['wim', text('MSWIM\0\0\0')],
  ['android sparse', { at: 0, bytes: [0x3a, 0xff, 0x26, 0xed] }],
  ['elf', { at: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] }],
];

const TAILS: readonly (readonly [string, Signature])[] = [
  ['dmg', text('koly')],
  ['vhd', text('conectix')],
];

/** Tells a format by its first bytes; what has no known signature is a raw image. Needs `SNIFF_BYTES` of a longer file. */
export function sniff(head: Uint8Array): Sniffed {
  const compressed = COMPRESSED.find(([, signature]) => matches(head, signature));
  if (compressed) return { kind: 'image', format: compressed[0] };
  if (isBzip2(head)) return { kind: 'image', format: 'bzip2' };
  if (isSkippableZstd(head)) return { kind: 'image', format: 'zstd' };
  const unknown = UNKNOWN.find(([, signature]) => matches(head, signature));
  if (unknown) return { kind: 'unknown', what: unknown[0] };
  if (matches(head, text(MARKER_START))) return { kind: 'unfinished-card' };
  if (isHtml(head)) return { kind: 'unknown', what: 'html' };
  return { kind: 'image', format: 'raw' };
}

/** The kind of a file that looks raw but signs in its last 512 bytes (dmg, fixed vhd), or null. */
export function sniffTail(tail: Uint8Array): string | null {
  return TAILS.find(([, signature]) => matches(tail, signature))?.[0] ?? null;
}

function text(ascii: string, at = 0): Signature {
  return { at, bytes: Array.from(ascii, (char) => char.charCodeAt(0)) };
}

function matches(bytes: Uint8Array, { at, bytes: expected }: Signature): boolean {
  return expected.every((byte, i) => bytes[at + i] === byte);
}

/** `BZh1` to `BZh9` alone could be text: a block or the end of the stream follows. */
function isBzip2(head: Uint8Array): boolean {
  const level = head[3] ?? 0;
  const blockOrEnd = [
    { at: 4, bytes: [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] },
    { at: 4, bytes: [0x17, 0x72, 0x45, 0x38, 0x50, 0x90] },
  ];
  return (
    matches(head, text('BZh')) && level >= 0x31 && level <= 0x39 && blockOrEnd.some((magic) => matches(head, magic))
  );
}

/** A skippable frame comes first in what pzstd and seekable zstd write: 0x184D2A50 to 0x184D2A5F, little endian. */
function isSkippableZstd(head: Uint8Array): boolean {
  return ((head[0] ?? 0) & 0xf0) === 0x50 && matches(head, { at: 1, bytes: [0x2a, 0x4d, 0x18] });
}

/** What a server sends in place of a file: an error or a log-in page. */
function isHtml(head: Uint8Array): boolean {
  const start = Array.from(head.subarray(0, 64), (byte) => String.fromCharCode(byte)).join('');
  return /^[\s\u00ef\u00bb\u00bf]*<(!doctype html|html)/i.test(start);
}
