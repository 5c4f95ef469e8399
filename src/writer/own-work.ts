import type { WriterTarget } from '../contract/writer.ts';

const written = new Set<string>();

/** Notes that this session has written the target to its end: what is on it is no secret to the other side. */
export function noteWritten(target: WriterTarget): void {
  written.add(keyOf(target));
}

/** Whether this session has written it; another card in the same reader is another drive, where the kernel tells. */
export function wasWritten(target: WriterTarget): boolean {
  return written.has(keyOf(target));
}

function keyOf(target: WriterTarget): string {
  if (target.kind === 'file') return JSON.stringify([target.path]);
  const { path, bytes, serial, diskseq } = target;
  return JSON.stringify([path, bytes, serial, diskseq]);
}
