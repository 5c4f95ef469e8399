import type { Drive } from '../../src/core/drives/drive.ts';
import type { End } from '../../src/core/jobs/job.ts';
import type { FlashEvent, FlashOutcome, FlashResult } from '../../src/core/flash/events.ts';
import { flash } from '../../src/core/flash/job.ts';
import type { FlashPorts, FlashRequest } from '../../src/core/flash/request.ts';
import { AppError } from '../../src/core/errors/app-error.ts';
import type { ImageSource } from '../../src/core/ports.ts';
import { newSha256 } from '../../src/node/sha256.ts';
import { aDrive } from '../core/drives/a-drive.ts';
import { drivesInMemory } from './drives-in-memory.ts';
import { honestScript, scriptedWriter, type ScriptedWriter, type WriterScript } from './scripted-writer.ts';
import { testImage } from './test-image.ts';

export const IMAGE = testImage(10_000);

/** A stick of 8 MB that nothing speaks against. */
export function stick(device: string, changes: Partial<Drive> = {}): Drive {
  return aDrive({ device, bytes: 8e6, model: 'Stick', serial: `serial of ${device}`, ...changes });
}

/** The image's start, as if it began like a disk: nothing to warn of. */
function bootSector(image: Buffer): Buffer {
  return Buffer.concat([image.subarray(0, 510), Buffer.from([0x55, 0xaa])]);
}

export function memorySource(changes: Partial<ImageSource> = {}, image: Buffer = IMAGE): ImageSource {
  let consumed = 0;
  return {
    name: 'test.img',
    format: 'raw',
    bytes: image.byteLength,
    givenBytes: image.byteLength,
    onDisks: [],
    isLocal: true,
    isAt: () => Promise.resolve(false),
    head: bootSector(image),
    chunks: async function* (signal) {
      consumed = 0;
      for (let from = 0; from < image.byteLength && !signal.aborted; from += 999) {
        await Promise.resolve();
        consumed = Math.min(from + 999, image.byteLength);
        yield image.subarray(from, consumed);
      }
    },
    consumed: () => consumed,
    waitedMs: () => 0,
    givenSha256: () => null,
    close: () => Promise.resolve(),
    ...changes,
  };
}

export function flashRequest(changes: Partial<FlashRequest> = {}): FlashRequest {
  return {
    image: 'test.img',
    targets: [{ kind: 'drive', path: '/dev/sdx' }],
    verify: true,
    eject: false,
    probe: 'never',
    onlyChanged: false,
    skipFree: false,
    expectSha256: null,
    allowVirtual: false,
    allowFixed: false,
    lay: null,
    confirm: () => Promise.resolve(true),
    mayRewrite: () => Promise.resolve(false),
    ...changes,
  };
}

export interface World {
  readonly ports: FlashPorts;
  readonly writer: ScriptedWriter;
}

/** Everything outside of the job: an image in memory, sticks at every path, a writer that follows a script. */
export function flashWorld(changes: Partial<FlashPorts> = {}, script: WriterScript = honestScript()): World {
  const writer = scriptedWriter(script);
  const ports: FlashPorts = {
    images: { open: () => Promise.resolve(memorySource()) },
    drives: { inspect: (device) => Promise.resolve(stick(device)) },
    knownDrives: drivesInMemory(),
    writer,
    cardFiles: { open: () => Promise.reject(new AppError('target-not-found')) },
    awake: { hold: () => Promise.resolve(() => undefined) },
    newSha256,
    clock: { now: () => performance.now() },
    newJobId: () => 'job',
    timestamp: () => '2026-11-22T10:00:00.000Z',
    ...changes,
  };
  return { ports, writer };
}

export interface Told {
  readonly events: readonly FlashEvent[];
  readonly end: End<FlashResult>;
  /** How each target ended, by its name. Fails when one is told twice. */
  readonly targets: ReadonlyMap<string, FlashOutcome>;
}

/** Runs the job to its end. Fails when its stream has no end, or two, or goes on behind it. */
export async function runFlash(
  request: FlashRequest,
  ports: FlashPorts,
  signal: AbortSignal = new AbortController().signal,
  onEvent: (event: FlashEvent) => void = () => undefined,
): Promise<Told> {
  const events: FlashEvent[] = [];
  const targets = new Map<string, FlashOutcome>();
  let end: End<FlashResult> | undefined;
  for await (const event of flash(request, ports, signal)) {
    if (end) throw new Error(`${event.type} came after the end`);
    if (event.type === 'done' || event.type === 'failed' || event.type === 'cancelled') {
      end = event;
      continue;
    }
    if (event.type === 'target-end') {
      if (targets.has(event.target)) throw new Error(`${event.target} ended twice`);
      targets.set(event.target, event.outcome);
    }
    events.push(event);
    onEvent(event);
  }
  if (!end) throw new Error('the stream had no end');
  return { events, end, targets };
}

/** The code that a job failed with; fails when it did not. */
export function failureOf({ end }: Told): AppError {
  if (end.type === 'failed') return end.error;
  throw new Error(`the job was ${end.type}`);
}
