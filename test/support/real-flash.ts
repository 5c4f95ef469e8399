import { randomUUID } from 'node:crypto';
import type { FlashPorts, FlashRequest } from '../../src/core/flash/request.ts';
import { cardFiles } from '../../src/node/card-files.ts';
import { createDrives } from '../../src/node/drives/drives.ts';
import { currentElevationEnv } from '../../src/node/elevate/ways.ts';
import { writerPort } from '../../src/node/elevate/writer-port.ts';
import { newSha256 } from '../../src/node/sha256.ts';
import { images } from '../../src/node/images/images.ts';
import { drivesInMemory } from './drives-in-memory.ts';
import { writerCommand } from './writer-program.ts';

/** Everything real: images from files, drives of this computer, the writer as it is in the sources. No drive is known from before. */
export function realPorts(): FlashPorts {
  return {
    images,
    drives: createDrives(),
    knownDrives: drivesInMemory(),
    cardFiles,
    writer: writerPort(currentElevationEnv(), writerCommand),
    awake: { hold: () => Promise.resolve(() => undefined) },
    newSha256,
    clock: performance,
    newJobId: randomUUID,
    timestamp: () => new Date().toISOString(),
  };
}

/** Writes an image to loop devices; every question is answered with yes. */
export function loopRequest(image: string, devices: readonly string[]): FlashRequest {
  return {
    image,
    targets: devices.map((path) => ({ kind: 'drive', path })),
    verify: true,
    eject: false,
    probe: 'never',
    onlyChanged: false,
    skipFree: false,
    expectSha256: null,
    allowVirtual: true,
    allowFixed: false,
    lay: null,
    confirm: () => Promise.resolve(true),
    mayRewrite: () => Promise.resolve(false),
  };
}

/** Writes an image to a new virtual card as long as itself. */
export function cardRequest(image: string, card: string): FlashRequest {
  return { ...loopRequest(image, []), targets: [{ kind: 'file', path: card, cardBytes: null, exists: false }] };
}
