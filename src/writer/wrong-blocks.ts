import type { BlockAnswer } from '../contract/writer.ts';
import { AppError } from '../core/errors/app-error.ts';
import { judgeMismatch, type Evidence } from '../core/flash/verdict.ts';
import { alignedBuffer } from './blocks.ts';
import type { Consultation } from './consult.ts';
import type { Device } from './device.ts';
import { differenceOf } from './difference.ts';
import { alignUp } from './marker.ts';
import { mismatchError, readBytes } from './mismatch.ts';
import { applyPatches, type Patch } from './overlay.ts';

/** A block that has come back with other bytes than were sent. */
export interface WrongBlock {
  readonly offset: number;
  readonly found: Buffer;
  /** Whether these are the bytes that were sent, by their hash. */
  readonly isRight: (bytes: Buffer) => boolean;
}

/** Finds out about the wrong blocks of one target in one pass. */
export interface WrongBlocks {
  /**
   * Resolves to the block's right bytes once they are on the drive, written a second time and read back: at most one block of
   * a pass, and only when the other side agrees. Else throws AppError `verify-mismatch`, with what was found out, or
   * `drive-changed`, with nothing written, when another card is there once the other side has agreed.
   */
  settle(wrong: WrongBlock): Promise<Buffer>;
  /** Where the block begins that was written a second time; null where none was. */
  readonly rewritten: number | null;
}

export interface WrongBlocksOptions {
  readonly device: Device;
  /** What is laid over the image for this target: the other side's block comes without it. */
  readonly patches: readonly Patch[];
  readonly consultation: Pick<Consultation, 'block' | 'mayRewrite'>;
  readonly note: (code: 'wrong-block' | 'rewritten', block: { offset: number; length: number }) => void;
  /** Whether the card begins as this pass has left it: whoever is asked may take long, and may have put in another. */
  readonly isOurCard: () => Promise<boolean>;
  /** Sees to it that a card which is interrupted from now on does not look bootable. */
  readonly beforeWrite: () => Promise<void>;
}

export function createWrongBlocks(options: WrongBlocksOptions): WrongBlocks {
  const { device, patches, consultation, note, isOurCard, beforeWrite } = options;
  let rewritten: number | null = null;

  /** What was sent, as far as the image's source still gives it. */
  const askImage = async ({ offset, found, isRight }: WrongBlock): Promise<ImageNow> => {
    const answer = await consultation.block(offset, found.byteLength);
    if (answer.kind !== 'bytes') return { image: answer.kind, right: null };
    const right = patched(answer, patches);
    return right.byteLength === found.byteLength && isRight(right)
      ? { image: 'same', right }
      : { image: 'changed', right: null };
  };

  /** Throws AppError `drive-changed` where it is no longer what was asked about. */
  const assertSame = async ({ offset, found }: WrongBlock): Promise<void> => {
    const now = await readBytes(device, offset, found.byteLength);
    if (now.equals(found) && (await isOurCard())) return;
    throw new AppError('drive-changed', { device: device.path, what: 'content' });
  };

  const rewrite = async (offset: number, right: Buffer): Promise<void> => {
    await beforeWrite();
    const sectors = alignedBuffer(alignUp(right.byteLength, device.sectorBytes));
    sectors.fill(0, right.byteLength);
    sectors.set(right);
    await device.write(sectors, offset);
    await device.flush();
    const again = await readBytes(device, offset, right.byteLength);
    const difference = differenceOf(again, right);
    if (difference === null) return;
    const evidence = { second: 'same', image: 'same', rewritten: 'this' } as const;
    throw mismatchError(device, { offset, length: right.byteLength, difference, ...evidence });
  };

  return {
    settle: async (wrong) => {
      const { offset, found, isRight } = wrong;
      const block = { offset, length: found.byteLength };
      const before = rewritten === null ? 'none' : 'another';
      note('wrong-block', block);
      const again = await readBytes(device, offset, found.byteLength);
      if (isRight(again)) {
        const evidence = { second: 'right', image: 'unknown', rewritten: before } as const;
        throw mismatchError(device, { ...block, difference: differenceOf(found, again), ...evidence });
      }
      const { image, right } = await askImage(wrong);
      const second = again.equals(found) ? 'same' : 'other';
      const evidence: Evidence = { second, image, rewritten: before, direct: device.direct };
      const difference = right && differenceOf(found, right);
      const error = mismatchError(device, { ...block, difference, ...evidence });
      if (right === null || difference === null || !judgeMismatch(evidence).mayRewrite) throw error;
      if (!(await consultation.mayRewrite(offset, block.length, difference))) throw error;
      await assertSame(wrong);
      await rewrite(offset, right);
      rewritten = offset;
      note('rewritten', block);
      return right;
    },
    get rewritten() {
      return rewritten;
    },
  };
}

interface ImageNow {
  readonly image: Evidence['image'];
  /** Null where the source does not give what was sent. */
  readonly right: Buffer | null;
}

function patched({ data, offset }: Extract<BlockAnswer, { kind: 'bytes' }>, patches: readonly Patch[]): Buffer {
  const bytes = Buffer.from(data, 'base64');
  applyPatches(patches, bytes, offset);
  return bytes;
}
