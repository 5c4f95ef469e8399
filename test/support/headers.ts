import {
  PROTOCOL_VERSION,
  type ReadHeader,
  type ReleaseHeader,
  type WithdrawHeader,
  type WriteHeader,
  type WriterTarget,
} from '../../src/contract/writer.ts';

export type FileTarget = Extract<WriterTarget, { kind: 'file' }>;
export type DriveTarget = Extract<WriterTarget, { kind: 'drive' }>;

export function fileTarget(path: string, changes: Partial<FileTarget> = {}): FileTarget {
  return { kind: 'file', path, cardBytes: null, overwrite: false, overlays: [], ...changes };
}

export function driveTarget(path: string, bytes: number, changes: Partial<DriveTarget> = {}): DriveTarget {
  const permissions = { allowVirtual: true, allowFixed: false };
  return {
    kind: 'drive',
    path,
    bytes,
    serial: null,
    diskseq: null,
    ...permissions,
    capacity: 'unknown',
    overlays: [],
    ...changes,
  };
}

/** A header that writes one virtual card, verifies it and does nothing else, but for `changes`. */
export function writeHeader(changes: Partial<WriteHeader> = {}): WriteHeader {
  return {
    version: PROTOCOL_VERSION,
    op: 'write',
    job: 'test-job',
    startedAt: '2026-11-22T10:00:00.000Z',
    imageBytes: null,
    imageOnDisks: [],
    verify: true,
    eject: 'no',
    onlyChanged: false,
    targets: [fileTarget('/tmp/card.img')],
    ...changes,
  };
}

export function readHeader(changes: Partial<ReadHeader> = {}): ReadHeader {
  const target = driveTarget('/dev/sdz', 1 << 30);
  return { version: PROTOCOL_VERSION, op: 'read', target, offset: 0, bytes: 512, ...changes };
}

export function releaseHeader(target: WriterTarget = driveTarget('/dev/sdz', 1 << 30), eject = true): ReleaseHeader {
  return { version: PROTOCOL_VERSION, op: 'release', target, eject };
}

export function withdrawHeader(target: WriterTarget): WithdrawHeader {
  return { version: PROTOCOL_VERSION, op: 'withdraw', target, job: 'test-job', startedAt: '2026-11-22T10:00:00.000Z' };
}
