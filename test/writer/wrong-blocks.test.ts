import { describe, expect, it } from 'vitest';
import type { BlockAnswer } from '../../src/contract/writer.ts';
import { BLOCK_BYTES } from '../../src/writer/blocks.ts';
import type { Consultation } from '../../src/writer/consult.ts';
import type { Patch } from '../../src/writer/overlay.ts';
import { createWrongBlocks, type WrongBlock, type WrongBlocks } from '../../src/writer/wrong-blocks.ts';
import { appErrorOf } from '../support/errors.ts';
import { memoryDevice, type MemoryDevice, type MemoryDeviceOptions } from '../support/memory-device.ts';
import { sha256, testImage } from '../support/test-image.ts';

const MIB = BLOCK_BYTES;
const OFFSET = 2 * MIB;
const WRONG_AT = OFFSET + 12_345;
const IMAGE = testImage(4 * MIB);

type Answers = Partial<{
  block: () => Partial<BlockAnswer> & { kind: BlockAnswer['kind'] };
  rewrite: () => boolean;
  isOurCard: boolean;
}>;

interface Bench {
  readonly device: MemoryDevice;
  readonly wrong: WrongBlocks;
  readonly asked: string[];
  readonly notes: string[];
}

function bench(answers: Answers, options: Partial<MemoryDeviceOptions> = {}, patches: readonly Patch[] = []): Bench {
  const device = memoryDevice({ bytes: 8 * MIB, ...options });
  IMAGE.copy(device.content);
  const asked: string[] = [];
  const notes: string[] = [];
  const consultation: Pick<Consultation, 'block' | 'mayRewrite'> = {
    block: (offset, length) => {
      asked.push(`block ${offset} ${length}`);
      const data = IMAGE.subarray(offset, offset + length).toString('base64');
      return Promise.resolve({ target: 0, offset, data, ...(answers.block?.() ?? { kind: 'bytes' }) } as BlockAnswer);
    },
    mayRewrite: (offset, length, { first, bytes, bits }) => {
      asked.push(`rewrite ${offset} ${length}: ${first}, ${bytes}, ${bits}`);
      return Promise.resolve(answers.rewrite?.() ?? false);
    },
  };
  const wrong = createWrongBlocks({
    ...{ device, patches, consultation },
    note: (code, { offset }) => notes.push(`${code} ${offset}`),
    isOurCard: () => Promise.resolve(answers.isOurCard ?? true),
    beforeWrite: () => {
      asked.push('beforeWrite');
      return Promise.resolve();
    },
  });
  return { device, wrong, asked, notes };
}

function flip(bytes: Buffer, at: number, bits = 1): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ bits, at);
}

/** The block as it was read the first time, with these bits flipped in it. */
function wrongBlock(right: Buffer = IMAGE.subarray(OFFSET, OFFSET + MIB), bits = 1): WrongBlock {
  const found = Buffer.from(right);
  flip(found, WRONG_AT - OFFSET, bits);
  return { offset: OFFSET, found, isRight: (bytes) => sha256(bytes) === sha256(right) };
}

const EXACT = { exact: true, offset: WRONG_AT, length: MIB, wrong: 1, flipped: 1 };

describe('a block that came back wrong', () => {
  it('once only speaks against the reader, and names the byte without asking anybody', async () => {
    const { wrong, asked, notes, device } = bench({});
    const error = await appErrorOf(wrong.settle(wrongBlock()));
    expect(error).toMatchObject({ code: 'verify-mismatch', facts: { ...EXACT, suspect: 'reader', grounds: 'right' } });
    expect(asked).toEqual([]);
    expect(notes).toEqual([`wrong-block ${OFFSET}`]);
    expect(device.requests.map(({ kind }) => kind)).toEqual(['read']);
  });

  it('in two ways speaks against the reader, and is not offered to be written', async () => {
    const { wrong, asked } = bench({}, { afterRead: (buffer) => flip(buffer as Buffer, 7) });
    const { facts } = await appErrorOf(wrong.settle(wrongBlock()));
    expect(facts).toMatchObject({ ...EXACT, suspect: 'reader', grounds: 'unsteady' });
    expect(asked).toEqual([`block ${OFFSET} ${MIB}`]);
  });

  describe('in the same way twice', () => {
    function kept(answers: Answers, bits = 1): Bench {
      const made = bench(answers);
      flip(made.device.content, WRONG_AT, bits);
      return made;
    }

    it('speaks against the card, with how much of it is wrong', async () => {
      const { wrong, asked, device } = kept({}, 0x81);
      const { facts } = await appErrorOf(wrong.settle(wrongBlock(undefined, 0x81)));
      expect(facts).toMatchObject({ ...EXACT, flipped: 2, suspect: 'card', grounds: 'same' });
      expect(asked).toEqual([`block ${OFFSET} ${MIB}`, `rewrite ${OFFSET} ${MIB}: 12345, 1, 2`]);
      expect(device.requests.some(({ kind }) => kind === 'write')).toBe(false);
      expect(wrong.rewritten).toBeNull();
    });

    it('convicts nobody where the second reading may be of a cache, and is not offered to be written', async () => {
      const { wrong, asked, device } = bench({ rewrite: () => true }, { direct: false });
      flip(device.content, WRONG_AT);
      const { facts } = await appErrorOf(wrong.settle(wrongBlock()));
      expect(facts).toMatchObject({ ...EXACT, suspect: 'unknown', grounds: 'cached' });
      expect(asked).toEqual([`block ${OFFSET} ${MIB}`]);
    });

    it('is known as a block only where the image cannot be read again', async () => {
      const { wrong, asked } = kept({ block: () => ({ kind: 'unknown' }) });
      const { facts } = await appErrorOf(wrong.settle(wrongBlock()));
      expect(facts).toMatchObject({ exact: false, offset: OFFSET, length: MIB, wrong: null, flipped: null });
      expect(facts).toMatchObject({ suspect: 'card', grounds: 'same' });
      expect(asked).toHaveLength(1);
    });

    it.each([
      ['says so', () => ({ kind: 'changed' as const })],
      ['gives other bytes', () => ({ kind: 'bytes' as const, data: testImage(MIB, 5).toString('base64') })],
      ['gives too few', () => ({ kind: 'bytes' as const, data: testImage(MIB - 1).toString('base64') })],
    ])('speaks against the image where that %s now', async (_name, block) => {
      const { wrong } = kept({ block });
      const { facts } = await appErrorOf(wrong.settle(wrongBlock()));
      expect(facts).toMatchObject({ exact: false, suspect: 'image', grounds: 'image' });
    });

    it('is written once more when that is wanted, flushed, read back, and right', async () => {
      const { wrong, asked, notes, device } = kept({ rewrite: () => true });
      const bytes = await wrong.settle(wrongBlock());
      expect(bytes.equals(IMAGE.subarray(OFFSET, OFFSET + MIB))).toBe(true);
      expect(device.content.subarray(0, IMAGE.length).equals(IMAGE)).toBe(true);
      expect(device.requests.map(({ kind, offset }) => `${kind} ${offset}`)).toEqual([
        ...[`read ${OFFSET}`, `read ${OFFSET}`, `write ${OFFSET}`, 'flush 0', `read ${OFFSET}`],
      ]);
      expect(asked.at(-1)).toBe('beforeWrite');
      expect(notes).toEqual([`wrong-block ${OFFSET}`, `rewritten ${OFFSET}`]);
      expect(wrong.rewritten).toBe(OFFSET);
    });

    it.each([
      ['other bytes there', { content: testImage(8 * MIB, 5), isOurCard: true }],
      ['another start', { content: null, isOurCard: false }],
    ])('is not written where a card with %s has come in the meantime', async (_name, { content, isOurCard }) => {
      const made = kept({ isOurCard, rewrite: () => (content?.copy(made.device.content), true) });
      const error = await appErrorOf(made.wrong.settle(wrongBlock()));
      expect(error).toMatchObject({ code: 'drive-changed', facts: { what: 'content' } });
      expect(made.device.requests.every(({ kind }) => kind === 'read')).toBe(true);
      expect(made.asked).not.toContain('beforeWrite');
      expect(made.wrong.rewritten).toBeNull();
    });

    it('carries what is laid over the image for this target', async () => {
      const patches = [{ offset: WRONG_AT + 1, bytes: Buffer.from('a seed') }];
      const made = bench({ rewrite: () => true }, {}, patches);
      const right = Buffer.from(IMAGE.subarray(OFFSET, OFFSET + MIB));
      right.write('a seed', WRONG_AT + 1 - OFFSET);
      right.copy(made.device.content, OFFSET);
      flip(made.device.content, WRONG_AT);
      await made.wrong.settle(wrongBlock(right));
      expect(made.device.content.subarray(OFFSET, OFFSET + MIB).equals(right)).toBe(true);
    });

    it('is written as whole sectors where the image ends within one, with zeros behind', async () => {
      const made = bench({ rewrite: () => true });
      const right = IMAGE.subarray(OFFSET, OFFSET + 20_001);
      flip(made.device.content, WRONG_AT);
      await made.wrong.settle(wrongBlock(right));
      expect(made.device.requests.find(({ kind }) => kind === 'write')).toMatchObject({
        offset: OFFSET,
        length: 20_480,
      });
      expect(made.device.content.subarray(OFFSET, OFFSET + 20_001).equals(right)).toBe(true);
      expect(made.device.content.subarray(OFFSET + 20_001, OFFSET + 20_480).every((byte) => byte === 0)).toBe(true);
    });

    it('ends it when it is wrong again, and says what is wrong now', async () => {
      // This medium loses the bit whatever is written to it.
      const made = bench({ rewrite: () => true }, { afterRead: (buffer) => flip(buffer as Buffer, 12_345) });
      const { facts } = await appErrorOf(made.wrong.settle(wrongBlock()));
      expect(facts).toMatchObject({ ...EXACT, suspect: 'card', grounds: 'again' });
      expect(made.wrong.rewritten).toBeNull();
    });

    it('is not offered a second time in a pass', async () => {
      const made = kept({ rewrite: () => true });
      await made.wrong.settle(wrongBlock());
      flip(made.device.content, WRONG_AT);
      const { facts } = await appErrorOf(made.wrong.settle(wrongBlock()));
      expect(facts).toMatchObject({ ...EXACT, suspect: 'card', grounds: 'another' });
      expect(made.asked.filter((one) => one.startsWith('rewrite'))).toHaveLength(1);
    });
  });
});
