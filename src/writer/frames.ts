import {
  blockSchema,
  commitSchema,
  FRAME,
  FRAME_HEAD_BYTES,
  headerSchema,
  MAX_DATA_BYTES,
  MAX_JSON_BYTES,
  rewriteSchema,
  skipSchema,
  type BlockAnswer,
  type Commit,
  type RewriteAnswer,
  type Skip,
  type WriterHeader,
} from '../contract/writer.ts';
import { AppError } from '../core/errors/app-error.ts';

/** What comes in over stdin, in the order in which it comes. */
export interface FrameHandler {
  header(header: WriterHeader): void;
  /** Where the next data goes: at least one byte and at most `bytes`, which is what the frame still has. */
  room(bytes: number): Uint8Array;
  /** So many bytes have come into the beginning of that room. */
  filled(bytes: number): void;
  skip(skip: Skip): void;
  end(): void;
  commit(commit: Commit): void;
  cancel(): void;
  block(answer: BlockAnswer): void;
  rewrite(answer: RewriteAnswer): void;
}

type Kind = keyof typeof FRAME;
const KINDS = new Map<number, Kind>((Object.keys(FRAME) as Kind[]).map((kind) => [FRAME[kind], kind]));
const MAX_BYTES: Readonly<Record<Kind, number>> = {
  header: MAX_JSON_BYTES,
  commit: MAX_JSON_BYTES,
  data: MAX_DATA_BYTES,
  skip: MAX_JSON_BYTES,
  end: 0,
  cancel: 0,
  block: MAX_JSON_BYTES,
  rewrite: MAX_JSON_BYTES,
};

/** Says where the next bytes of stdin belong, so that data comes from the kernel straight to its place. */
export interface FrameDecoder {
  /** Where to read to; never empty, valid until `filled`. Throws what the handler's `room` throws. */
  buffer(): Uint8Array;
  /**
   * So many bytes, at least one, have come into the beginning of that buffer. A broken frame is AppError `unexpected`:
   * nothing after it can be trusted.
   */
  filled(bytes: number): void;
}

export function createFrameDecoder(handler: FrameHandler): FrameDecoder {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  let headBytes = 0;
  let kind: Kind = 'data';
  let json = Buffer.alloc(0);
  let missing = 0;

  const readHead = (): void => {
    const found = KINDS.get(head.readUInt8(0));
    missing = head.readUInt32LE(1);
    if (found === undefined || missing > MAX_BYTES[found]) throw broken('its head is not one of ours');
    kind = found;
    if (kind !== 'data') json = Buffer.alloc(missing);
  };

  const finish = (): void => {
    headBytes = 0;
    if (kind === 'header') handler.header(parse(headerSchema, json));
    else if (kind === 'commit') handler.commit(parse(commitSchema, json));
    else if (kind === 'skip') handler.skip(parse(skipSchema, json));
    else if (kind === 'end') handler.end();
    else if (kind === 'cancel') handler.cancel();
    else if (kind === 'block') handler.block(parse(blockSchema, json));
    else if (kind === 'rewrite') handler.rewrite(parse(rewriteSchema, json));
  };

  return {
    buffer: () => {
      if (headBytes < FRAME_HEAD_BYTES) return head.subarray(headBytes);
      return kind === 'data' ? handler.room(missing) : json.subarray(json.byteLength - missing);
    },
    filled: (bytes) => {
      if (headBytes < FRAME_HEAD_BYTES) {
        headBytes += bytes;
        if (headBytes < FRAME_HEAD_BYTES) return;
        readHead();
      } else {
        missing -= bytes;
        if (kind === 'data') handler.filled(bytes);
      }
      if (missing === 0) finish();
    },
  };
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
}

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { success: true; data: T } | { success: false; error: { readonly issues: readonly Issue[] } };
}

function parse<T>(schema: Schema<T>, bytes: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw broken('it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw broken(parsed.error.issues.map(whereOf).join(', '));
  return parsed.data;
}

/** Where it does not fit, and never what stands there: a header carries seeds. */
function whereOf({ code = 'wrong', path }: Issue): string {
  return `${path.map(String).join('.') || 'it'} (${code})`;
}

function broken(why: string): AppError {
  return new AppError('unexpected', { detail: `broken frame: ${why}` });
}
