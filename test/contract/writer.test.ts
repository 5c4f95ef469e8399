import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  FRAME,
  headerSchema,
  MAX_JSON_BYTES,
  MAX_OVERLAY_BYTES,
  MAX_READ_BYTES,
  MAX_TARGETS,
  writerEventSchema,
  type WriteHeader,
} from '../../src/contract/writer.ts';
import { driveTarget, fileTarget, readHeader, releaseHeader, writeHeader } from '../support/headers.ts';

function takes(header: unknown): boolean {
  return headerSchema.safeParse(JSON.parse(JSON.stringify(header))).success;
}

describe('headerSchema', () => {
  it.each<readonly [string, unknown]>([
    ['a write', writeHeader()],
    ['a read', readHeader()],
    ['a release', releaseHeader()],
    ['drives and files', writeHeader({ targets: [fileTarget('/a.img'), driveTarget('/dev/sda', 1)] })],
    [
      "a drive and a file of Windows'",
      writeHeader({ targets: [driveTarget('\\\\.\\PhysicalDrive1', 1), fileTarget('D:\\a.img')] }),
    ],
    ['as many targets as there may be', writeHeader({ targets: Array(MAX_TARGETS).fill(fileTarget('/a.img')) })],
    ['the largest read', readHeader({ bytes: MAX_READ_BYTES })],
  ])('takes %s', (_name, header) => {
    expect(takes(header)).toBe(true);
  });

  const write = (changes: Record<string, unknown>): unknown => ({ ...writeHeader(), ...changes });
  it.each<readonly [string, unknown]>([
    ['another version', write({ version: 2 })],
    ['another operation', write({ op: 'erase' })],
    ['no target', write({ targets: [] })],
    ['too many targets', write({ targets: Array(MAX_TARGETS + 1).fill(fileTarget('/a.img')) })],
    ['a job id that could be text of its own', write({ job: 'a\nb' })],
    ['a start that is no time', write({ startedAt: 'yesterday\n' })],
    ['a length that is no whole number', write({ imageBytes: 1.5 })],
    ['a negative length', write({ imageBytes: -1 })],
    ['a drive outside of /dev', write({ targets: [driveTarget('/tmp/sda', 1)] })],
    ['a volume of Windows', write({ targets: [driveTarget('\\\\.\\C:', 1)] })],
    ['a path behind a drive', write({ targets: [driveTarget('\\\\.\\PhysicalDrive1\\..\\C:', 1)] })],
    ['a relative file', write({ targets: [fileTarget('card.img')] })],
    ['an overlay that is not base64', write({ targets: [fileTarget('/a', { overlays: [{ offset: 0, data: '%' }] })] })],
    ['a target of another kind', write({ targets: [{ ...fileTarget('/a'), kind: 'share' }] })],
    ['a missing permission', write({ targets: [{ ...driveTarget('/dev/sda', 1), allowFixed: undefined }] })],
    ['a read of nothing', readHeader({ bytes: 0 })],
    ['a read of too much', readHeader({ bytes: MAX_READ_BYTES + 1 })],
    ['a read before the start', readHeader({ offset: -1 })],
  ])('refuses %s', (_name, header) => {
    expect(takes(header)).toBe(false);
  });

  it('gives root nothing that it did not ask for', () => {
    const parsed = headerSchema.parse({ ...writeHeader(), path: '/etc/passwd' }) as WriteHeader;
    expect(Object.keys(parsed)).toEqual(Object.keys(writeHeader()));
  });
});

describe('MAX_OVERLAY_BYTES', () => {
  it('leaves room in one frame for the overlays of as many targets as there may be', () => {
    // As small as sectors are, each with its offset.
    const data = Buffer.alloc(512, 7).toString('base64');
    const overlays = Array.from({ length: MAX_OVERLAY_BYTES / 512 }, (_, at) => ({ offset: 1e12 + at, data }));
    const targets = Array.from({ length: MAX_TARGETS }, () => fileTarget('/card.img', { overlays }));
    const header = JSON.stringify(writeHeader({ targets }));
    expect(header.length).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(takes(JSON.parse(header))).toBe(true);
  });
});

describe('writerEventSchema', () => {
  it('takes a read of the largest size', () => {
    const data = Buffer.alloc(MAX_READ_BYTES).toString('base64');
    expect(writerEventSchema.safeParse({ type: 'read', data }).success).toBe(true);
  });

  it.each<readonly [string, unknown]>([
    ['an unknown event', { type: 'hello' }],
    ['an error code that we do not know', { type: 'fatal', code: 'oops', facts: {} }],
    ['a part of a byte', { type: 'window', upTo: 0.5 }],
    ['facts that are more than facts', { type: 'fatal', code: 'unexpected', facts: { deep: {} } }],
    ['nothing', null],
  ])('refuses %s', (_name, event) => {
    expect(writerEventSchema.safeParse(event).success).toBe(false);
  });

  it('has a JSON schema, as other programs read it', () => {
    expect(z.toJSONSchema(writerEventSchema)).toHaveProperty('oneOf');
  });
});

describe('FRAME', () => {
  it('has a byte of its own for each kind', () => {
    expect(new Set(Object.values(FRAME)).size).toBe(Object.keys(FRAME).length);
  });
});
