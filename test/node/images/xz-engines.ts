import type { Decode, Prepare } from '../../../src/node/images/formats/format.ts';
import { loadLiblzma } from '../../../src/node/images/formats/xz-liblzma.ts';
import { unxzWasm } from '../../../src/node/images/formats/xz-wasm.ts';

export interface XzEngine {
  readonly engine: string;
  readonly decode: Decode;
  readonly prepare: Prepare;
  /** Why its tests are skipped, to be put behind their name; nothing where it works. */
  readonly missing: string;
}

const loaded = await loadLiblzma();

export const liblzma: XzEngine = {
  ...engine('liblzma', loaded ?? unxzWasm),
  missing: loaded ? '' : ` (node-liblzma does not load on ${process.platform}-${process.arch})`,
};
export const wasm: XzEngine = engine('xz-decompress', unxzWasm);
export const XZ_ENGINES: readonly XzEngine[] = [liblzma, wasm];

function engine(name: string, decode: Decode): XzEngine {
  return { engine: name, decode, prepare: () => Promise.resolve({ bytes: null, decode }), missing: '' };
}
