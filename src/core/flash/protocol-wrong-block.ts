import * as z from 'zod';
import { byteCount, targetIndex } from './protocol-fields.ts';

// What the two sides say to each other of a block that came back wrong: a part of `protocol.ts`.

/** Which of the header's targets, and where its block begins. */
const ofBlock = { target: targetIndex, offset: byteCount };

/** This block came back wrong, and wrong again: the writer waits for a *block*. */
export const wrongBlockEvent = z.object({ type: z.literal('wrong-block'), ...ofBlock, length: byteCount });

/** The answer: what the image's source gives for this block now, without what is laid over it. */
export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bytes'), ...ofBlock, data: z.base64() }),
  /** It gives another image now, or none any more. */
  z.object({ kind: z.literal('changed'), ...ofBlock }),
  /** It cannot be read once more, as what came over a network. */
  z.object({ kind: z.literal('unknown'), ...ofBlock }),
]);

/** The card is at fault, and one writing of the block more may help: the writer waits for a *rewrite*. */
export const askRewriteEvent = z.object({
  type: z.literal('ask-rewrite'),
  ...ofBlock,
  length: byteCount,
  /** Offset of the first wrong byte. */
  firstWrong: byteCount,
  wrongBytes: byteCount,
  wrongBits: byteCount,
});

/** The answer. */
export const rewriteSchema = z.object({ ...ofBlock, yes: z.boolean() });

export type WrongBlockEvent = z.infer<typeof wrongBlockEvent>;
export type AskRewriteEvent = z.infer<typeof askRewriteEvent>;
export type BlockAnswer = z.infer<typeof blockSchema>;
export type RewriteAnswer = z.infer<typeof rewriteSchema>;
