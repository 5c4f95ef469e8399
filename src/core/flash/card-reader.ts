import { AppError } from '../errors/app-error.ts';
import type { ByteReader } from '../fat/fat.ts';
import { base64Bytes } from '../spec/base64.ts';
import { askWriter, type IdleWriter } from './ask-writer.ts';
import type { DriveTarget } from './protocol-target.ts';
import { MAX_SESSION_READ_BYTES, MAX_TARGETS } from './protocol.ts';

const WINDOW_BYTES = 64 << 10;
/** What one card may take of the session's allowance: far more than a sound FAT needs. */
const CARD_BYTES = Math.floor(MAX_SESSION_READ_BYTES / MAX_TARGETS);

/**
 * The bytes of a drive, read through the writer between two passes, in windows of 64 KiB that are kept. Throws AppError
 * `image-truncated` past the drive's end, `fat-broken` where something on it leads to more reading than a card is worth,
 * and why the writer could not read; `SessionOver`.
 */
export function driveReader(writer: IdleWriter, target: DriveTarget): ByteReader {
  const windows = new Map<number, Uint8Array>();
  let asked = 0;

  const fetch = async (offset: number): Promise<Uint8Array> => {
    const bytes = Math.min(WINDOW_BYTES, target.bytes - offset);
    asked += bytes;
    if (asked > CARD_BYTES) throw new AppError('fat-broken', { reason: 'scattered' });
    const answer = await askWriter(writer, { op: 'read', target, offset, bytes });
    if (answer.type === 'read-failed') throw new AppError(answer.code, answer.facts);
    const data = answer.type === 'read' ? base64Bytes(answer.data) : null;
    if (data?.byteLength !== bytes) throw new AppError('unexpected', { detail: 'the writer answered something else' });
    windows.set(offset, data);
    return data;
  };

  return {
    read: async (offset, length) => {
      if (offset + length > target.bytes)
        throw new AppError('image-truncated', {
          image: target.path,
          expectedBytes: offset + length,
          bytes: target.bytes,
        });
      const found = new Uint8Array(length);
      for (let at = offset - (offset % WINDOW_BYTES); at < offset + length; at += WINDOW_BYTES) {
        const window = windows.get(at) ?? (await fetch(at));
        const from = Math.max(offset, at);
        found.set(window.subarray(from - at, offset + length - at), from - offset);
      }
      return found;
    },
  };
}
