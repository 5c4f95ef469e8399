import type { Device } from '../../src/writer/device.ts';
import { errnoError } from './errors.ts';

export interface DeviceRequest {
  readonly kind: 'write' | 'read' | 'flush' | 'truncate';
  readonly offset: number;
  readonly length: number;
}

export interface MemoryDeviceOptions {
  readonly path?: string;
  readonly bytes: number;
  readonly sectorBytes?: number;
  /** Whether reads are of the medium and not of a cache; true when left out. */
  readonly direct?: boolean;
  /** Called before each request takes effect: may throw, or make it wait. */
  readonly before?: (request: DeviceRequest) => void | Promise<void>;
  /** Where the byte range at an offset really lies; null: writes are lost, reads are zeros. */
  readonly place?: (offset: number) => number | null;
  /** Changes what a read brings. */
  readonly afterRead?: (buffer: Uint8Array, offset: number) => void;
}

export interface MemoryDevice extends Device {
  /** What lies on it now. */
  readonly content: Buffer;
  /** Every request in the order in which they were made. */
  readonly requests: readonly DeviceRequest[];
}

/** A drive in memory that can lie, fail and wait. Requests that a real one would not take (EINVAL) it does not take. */
export function memoryDevice(options: MemoryDeviceOptions): MemoryDevice {
  const { bytes, sectorBytes = 512 } = options;
  const place = options.place ?? ((offset: number): number | null => offset);
  const content = Buffer.alloc(bytes, 0xee);
  const requests: DeviceRequest[] = [];

  const request = async (kind: DeviceRequest['kind'], offset: number, length: number): Promise<void> => {
    requests.push({ kind, offset, length });
    const isAligned = offset % sectorBytes === 0 && length % sectorBytes === 0;
    if (!isAligned || offset + length > bytes) throw errnoError('EINVAL');
    await options.before?.({ kind, offset, length });
  };

  return {
    path: options.path ?? '/dev/memory',
    fd: -1,
    bytes,
    sectorBytes,
    direct: options.direct ?? true,
    content,
    requests,
    waitingSince: () => null,
    write: async (buffer, offset) => {
      await request('write', offset, buffer.byteLength);
      const at = place(offset);
      if (at !== null) content.set(buffer, at);
    },
    read: async (buffer, offset) => {
      await request('read', offset, buffer.byteLength);
      const at = place(offset);
      if (at === null) buffer.fill(0);
      else buffer.set(content.subarray(at, at + buffer.byteLength));
      options.afterRead?.(buffer, offset);
    },
    flush: () => request('flush', 0, 0),
    truncate: (length) => request('truncate', 0, length),
    close: () => Promise.resolve(),
  };
}
