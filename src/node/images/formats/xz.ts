import type { Given } from '../given.ts';
import type { Decode, Prepared } from './format.ts';
import { xzLength } from './xz-length.ts';
import { loadLiblzma } from './xz-liblzma.ts';
import { unxzWasm } from './xz-wasm.ts';

let engine: Promise<Decode> | undefined;

/** xz, one stream or several, with padding: by liblzma where it loads, which is twice as fast, else by WebAssembly. */
export async function prepareXz(given: Given): Promise<Prepared> {
  engine ??= loadLiblzma().then((liblzma) => liblzma ?? unxzWasm);
  const bytes = given.kind === 'file' ? await xzLength(given.handle, given.bytes) : null;
  return { bytes, decode: await engine };
}
