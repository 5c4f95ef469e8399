import { randomUUID } from 'node:crypto';
import type { FlashPorts, FlashRequest } from '../../src/core/flash/request.ts';
import { cardFiles } from '../../src/node/card-files.ts';
import { createDrives } from '../../src/node/drives/drives.ts';
import { currentElevationEnv } from '../../src/node/elevate/ways.ts';
import { writerPort } from '../../src/node/elevate/writer-port.ts';
import { images } from '../../src/node/images/images.ts';
import { writerCommand } from './writer-program.ts';

/** Everything real: images from files, drives of this computer, the writer as it is in the sources. */
export function realPorts(): FlashPorts {
  return {
    images,
    drives: createDrives(),
    cardFiles,
    writer: writerPort(currentElevationEnv(), writerCommand),
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
    probe: false,
    onlyChanges: false,
    expectSha256: null,
    allowVirtual: true,
    allowFixed: false,
    lay: null,
    confirm: () => Promise.resolve(true),
  };
}

/** Writes an image to a new virtual card as long as itself. */
export function cardRequest(image: string, card: string): FlashRequest {
  return { ...loopRequest(image, []), targets: [{ kind: 'file', path: card, cardBytes: null, exists: false }] };
}
