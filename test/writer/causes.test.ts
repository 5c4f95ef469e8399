import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors/app-error.ts';
import { ERRORS, exitCodeOf, type ErrorCode } from '../../src/core/errors/causes.ts';
import { EXIT } from '../../src/core/errors/exit.ts';
import { causeOf, errnoOf, shortTransfer } from '../../src/writer/causes.ts';
import { errnoError } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A device node that is there on every Linux: what decides is the errno alone. */
const THERE = '/dev/null';
const SHARED_MEMORY = '/dev/shm';

const ROWS: readonly (readonly [string, ErrorCode])[] = [
  ['ENODEV', 'drive-lost'],
  ['ENXIO', 'drive-lost'],
  ['ENOMEDIUM', 'drive-lost'],
  ['ESHUTDOWN', 'drive-lost'],
  ['ENOENT', 'drive-lost'],
  // Pulled out a moment ago: its size is 0 before its node is gone.
  ['ENOSPC', 'drive-lost'],
  ['EROFS', 'drive-read-only'],
  ['EACCES', 'permission-denied'],
  // It could be opened, and has been locked since.
  ['EPERM', 'drive-read-only'],
  ['EBUSY', 'drive-in-use'],
  ['EIO', 'bad-sector'],
  ['EREMOTEIO', 'bad-sector'],
  ['EBADMSG', 'bad-sector'],
  ['EILSEQ', 'bad-sector'],
  ['EFBIG', 'drive-full'],
  ['EDQUOT', 'drive-full'],
  ['EINVAL', 'io-error'],
  ['ETIMEDOUT', 'io-error'],
];

describe('causeOf', () => {
  it.each(ROWS)('%s on a drive that is there is %s', (errno, code) => {
    const error = causeOf(errnoError(errno), THERE, 'write', 4096);
    expect(error.code).toBe(code);
    expect(error.facts).toEqual({ device: THERE, operation: 'write', errno, offset: 4096 });
  });

  it.each(ROWS)('%s on a drive whose node is gone is drive-lost', (errno) => {
    expect(causeOf(errnoError(errno), '/dev/nixberry-was-pulled-out', 'write', 0).code).toBe('drive-lost');
  });

  it('does not call a missing virtual card a lost drive', () => {
    expect(causeOf(errnoError('ENOSPC'), '/tmp/nixberry-no-such-card.img', 'write', 0).code).toBe('drive-full');
  });

  const noMemory = existsSync(SHARED_MEMORY) ? '' : ` (skipped: there is no ${SHARED_MEMORY})`;
  it.skipIf(noMemory !== '')(`calls a virtual card in memory full when that is${noMemory}`, async () => {
    const folder = await mkdtemp(path.join(SHARED_MEMORY, 'nixberry-causes-'));
    const card = path.join(folder, 'card.img');
    await writeFile(card, '');
    expect(causeOf(errnoError('ENOSPC'), card, 'write', 0).code).toBe('drive-full');
    await rm(folder, { recursive: true });
  });

  it.each([
    ['a drive', 'pci0000:00/usb1/block/null', 2048, 'drive-lost'],
    ['a loop device or a thin volume', 'virtual/block/null', 2048, 'drive-full'],
    ['one that has lost its size', 'virtual/block/null', 0, 'drive-lost'],
  ] as const)('takes ENOSPC of %s for what it is', async (_name, where, sectors, code) => {
    const sys = await tempFolder();
    await mkdir(`${sys}/devices/${where}`, { recursive: true });
    await mkdir(`${sys}/class/block`, { recursive: true });
    await writeFile(`${sys}/devices/${where}/size`, `${sectors}\n`);
    await symlink(`../../devices/${where}`, `${sys}/class/block/null`);
    expect(causeOf(errnoError('ENOSPC'), THERE, 'write', 0, sys).code).toBe(code);
  });

  it('tells what the drive said where its node cannot be looked at', () => {
    // ENAMETOOLONG, which stands for every other reason.
    expect(causeOf(errnoError('EIO'), `/dev/${'x'.repeat(300)}`, 'read', 0).code).toBe('bad-sector');
  });

  it('takes EPERM for a missing right where it is no write to a drive', () => {
    expect(causeOf(errnoError('EPERM'), THERE, 'open', null).code).toBe('permission-denied');
    expect(causeOf(errnoError('EPERM'), '/tmp/card.img', 'write', 0).code).toBe('permission-denied');
  });

  it('leaves an AppError as it is', () => {
    const error = new AppError('cancelled');
    expect(causeOf(error, THERE, 'read', 0)).toBe(error);
  });

  it('keeps what Node threw as the cause', () => {
    const thrown = errnoError('EIO');
    expect(causeOf(thrown, THERE, 'flush', null).cause).toBe(thrown);
  });

  it('makes of a thing without an errno an io-error', () => {
    expect(causeOf('boo', THERE, 'flush', null)).toMatchObject({ code: 'io-error', facts: { errno: 'unknown' } });
    expect(errnoOf(new Error('plain'))).toBe('unknown');
  });

  it('never blames the image, the usage or the network for what a drive said', () => {
    const kinds = ROWS.map(([, code]) => exitCodeOf(code));
    expect(new Set(kinds)).toEqual(new Set([EXIT.drive, EXIT.notAuthorised, EXIT.refused]));
  });
});

describe('shortTransfer', () => {
  it('says how much of how much was moved', () => {
    const error = shortTransfer(THERE, 'write', 512, 1024, 100);
    expect(error).toMatchObject({ code: 'io-error', facts: { offset: 512, errno: 'short: 100 of 1024 bytes' } });
    expect(ERRORS[error.code]).toBe('drive');
  });
});
