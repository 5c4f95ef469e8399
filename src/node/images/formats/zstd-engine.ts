import { ZSTDDecoder } from 'zstddec/stream';
import { corrupt, trailingGarbage, unknownFormat } from '../image-errors.ts';

/** What we use of WebAssembly; the type libraries of Node 20 do not have it. */
interface WasmApi {
  instantiate(module: object, imports: object): Promise<{ readonly exports: ZstdExports }>;
}

/** The functions of zstd's C library that the package exports. Pointers and lengths are 32 bits. */
interface ZstdExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(bytes: number): number;
  ZSTD_createDCtx(): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

const INPUT_BYTES = 256 << 10;
const OUTPUT_BYTES = 1 << 20;
/** ZSTD_inBuffer and ZSTD_outBuffer are each { pointer, size, position }. */
const BUFFER_STRUCT_BYTES = 12;
/** A result is an error when it is, as an unsigned number, above -ZSTD_error_maxCode. */
const MAX_ERROR_CODE = 120;
const ERROR = { unknownPrefix: 10, unsupportedFrame: 14, windowTooLarge: 16, wrongDictionary: 32 } as const;

let compiled: Promise<object> | undefined;

/**
 * The package's own streaming call has no way to wait for input and does not look at zstd's errors, so that we take its
 * compiled module and drive zstd's C interface ourselves; each decoder has its own memory, which goes with it.
 */
function zstdModule(): Promise<object> {
  compiled ??= new Promise((resolve, reject) => {
    class ModuleCatcher extends ZSTDDecoder {
      override _init(result: { readonly module: object; readonly instance: never }): void {
        super._init(result);
        resolve(result.module);
      }
    }
    new ModuleCatcher().init().catch(reject);
  });
  return compiled;
}

/** One zstd decoder: frames follow each other, with skippable ones between; checksums are checked where a frame has one. */
export interface ZstdEngine {
  /** Takes as much of the input as fits and returns how many bytes that was. Only when the last `run` said `hungry`. */
  supply(input: Uint8Array): number;
  /** Decodes until the input is used up (`hungry`) or the output is full. Throws AppError `image-*`. */
  run(): 'hungry' | 'full';
  /** The output so far, valid until the next call of anything here; the next output starts anew. */
  take(): Uint8Array;
  /** All frames that were begun are complete. */
  isBetweenFrames(): boolean;
}

/** A new decoder. */
export async function createZstdEngine(): Promise<ZstdEngine> {
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WasmApi };
  const imports = { env: { emscripten_notify_memory_growth: () => undefined } };
  const { exports: zstd } = await wasm.instantiate(await zstdModule(), imports);
  const context = zstd.ZSTD_createDCtx();
  const [inputStart, outputStart] = [zstd.malloc(INPUT_BYTES), zstd.malloc(OUTPUT_BYTES)];
  const inputStruct = zstd.malloc(2 * BUFFER_STRUCT_BYTES);
  const outputStruct = inputStruct + BUFFER_STRUCT_BYTES;
  let betweenFrames = true;
  let frames = 0;

  // The memory's buffer is another one after it has grown: it is asked for anew each time.
  const struct = (at: number): Uint32Array => new Uint32Array(zstd.memory.buffer, at, 3);
  struct(outputStruct).set([outputStart, OUTPUT_BYTES, 0]);

  return {
    supply(input) {
      const piece = input.subarray(0, INPUT_BYTES);
      new Uint8Array(zstd.memory.buffer, inputStart, INPUT_BYTES).set(piece);
      struct(inputStruct).set([inputStart, piece.length, 0]);
      return piece.length;
    },
    run() {
      for (;;) {
        const [, given, used] = struct(inputStruct);
        // A frame that ended with a full output: asked again without input, zstd would wait for another frame's head.
        if (betweenFrames && used === given) return 'hungry';
        const result = zstd.ZSTD_decompressStream(context, outputStruct, inputStruct);
        if (result < 0 && result > -MAX_ERROR_CODE) throw zstdError(-result, frames);
        betweenFrames = result === 0;
        if (betweenFrames) frames++;
        const [, outputSize, outputPosition] = struct(outputStruct);
        if (outputPosition === outputSize) return 'full';
        const [, inputSize, inputPosition] = struct(inputStruct);
        if (inputPosition === inputSize) return 'hungry';
      }
    },
    take() {
      const output = struct(outputStruct);
      const chunk = new Uint8Array(zstd.memory.buffer, outputStart, output[2]);
      output[2] = 0;
      return chunk;
    },
    isBetweenFrames: () => betweenFrames,
  };
}

function zstdError(code: number, frames: number): Error {
  switch (code) {
    case ERROR.unknownPrefix:
      return frames > 0 ? trailingGarbage() : corrupt('no zstd frame');
    case ERROR.unsupportedFrame:
      return unknownFormat('zstd with unusual parameters');
    case ERROR.windowTooLarge:
      return unknownFormat('zstd with a window over 128 MiB');
    case ERROR.wrongDictionary:
      return unknownFormat('zstd with a dictionary');
    default:
      return corrupt(`zstd code ${code}`);
  }
}
