import {
  commitSchema,
  FRAME,
  FRAME_HEAD_BYTES,
  headerSchema,
  MAX_DATA_BYTES,
  MAX_JSON_BYTES,
  type Commit,
  type WriterHeader,
} from '../contract/writer.ts';
import { AppError } from '../core/errors.ts';

/** What comes in over stdin, in the order in which it comes. `data` is valid only during the call. */
export interface FrameHandler {
  header(header: WriterHeader): void;
  data(bytes: Uint8Array): void;
  end(): void;
  commit(commit: Commit): void;
  cancel(): void;
}

type Kind = keyof typeof FRAME;
const KINDS = new Map<number, Kind>((Object.keys(FRAME) as Kind[]).map((kind) => [FRAME[kind], kind]));
const MAX_BYTES: Readonly<Record<Kind, number>> = {
  header: MAX_JSON_BYTES,
  commit: MAX_JSON_BYTES,
  data: MAX_DATA_BYTES,
  end: 0,
  cancel: 0,
};

/**
 * Takes the bytes of stdin in pieces of any size. Data is handed on as it comes, never gathered. A broken frame is
 * AppError `unexpected`: nothing after it can be trusted.
 */
export function createFrameDecoder(handler: FrameHandler): (chunk: Uint8Array) => void {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  let headBytes = 0;
  let kind: Kind = 'data';
  let missing = 0;
  let json: Buffer[] = [];

  const readHead = (chunk: Uint8Array): number => {
    const part = chunk.subarray(0, FRAME_HEAD_BYTES - headBytes);
    head.set(part, headBytes);
    headBytes += part.byteLength;
    if (headBytes === FRAME_HEAD_BYTES) {
      const found = KINDS.get(head.readUInt8(0));
      missing = head.readUInt32LE(1);
      if (found === undefined || missing > MAX_BYTES[found]) throw broken('its head is not one of ours');
      kind = found;
      json = [];
    }
    return part.byteLength;
  };

  const readPayload = (chunk: Uint8Array): number => {
    const part = chunk.subarray(0, missing);
    missing -= part.byteLength;
    if (kind === 'data') handler.data(part);
    else json.push(Buffer.from(part));
    return part.byteLength;
  };

  const finish = (): void => {
    headBytes = 0;
    if (kind === 'header') handler.header(parse(headerSchema, Buffer.concat(json)));
    else if (kind === 'commit') handler.commit(parse(commitSchema, Buffer.concat(json)));
    else if (kind === 'end') handler.end();
    else if (kind === 'cancel') handler.cancel();
  };

  return (chunk) => {
    for (let rest = chunk; rest.byteLength > 0;) {
      rest = rest.subarray(headBytes < FRAME_HEAD_BYTES ? readHead(rest) : readPayload(rest));
      if (headBytes === FRAME_HEAD_BYTES && missing === 0) finish();
    }
  };
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

function parse<T>(schema: Schema<T>, bytes: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw broken('it is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw broken(parsed.error.message);
  return parsed.data;
}

function broken(why: string): AppError {
  return new AppError('unexpected', { detail: `broken frame: ${why}` });
}
