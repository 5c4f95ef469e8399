import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { File } from 'etcher-sdk/build/source-destination/file.js';
import type { Drive } from '../../src/core/drives/drive.ts';
import { driveOfRecord } from '../../src/node/drives/drive-of-record.ts';
import { parseRecords } from '../../src/node/drives/drivelist-records.ts';
import { openEngine, type Engine } from '../../src/node/etcher/writer/engine.ts';
import { etcherHost, type Computer } from '../../src/node/etcher/writer/host.ts';
import type { DriveHost } from '../../src/writer/drive-host.ts';
import { RECORDS } from '../node/drives/drivelist-records.ts';
import { driveTarget, type DriveTarget } from './headers.ts';
import { tempFolder } from './temp-folder.ts';

export interface EtcherCard {
  readonly host: DriveHost;
  readonly target: DriveTarget;
  /** What was asked of the engine and of the computer, in order: `write 0`, `flush`, `close`, `unmount`, `eject` ... */
  readonly log: readonly string[];
  readonly content: () => Promise<Buffer>;
}

export interface EtcherCardOptions {
  readonly bytes: number;
  /** There has to be something by that name, or errors mean that the drive is gone. */
  readonly device?: string;
  /** The drive as it is seen the n-th time, from 1 on; null: not there. */
  readonly seen?: (drive: Drive, time: number) => Drive | null;
  readonly computer?: Partial<Computer>;
  /** Goes wrong in a request. */
  readonly engine?: (real: Engine) => Partial<Engine>;
}

/** A drive of a Mac that is a regular file here: etcher-sdk's own File does its reading and writing. */
export async function etcherCard(options: EtcherCardOptions): Promise<EtcherCard> {
  const { bytes, device = '/dev/null', seen = (drive: Drive) => drive } = options;
  const file = path.join(await tempFolder(), 'card');
  await writeFile(file, Buffer.alloc(1 << 20, 0xee));
  await truncate(file, bytes);
  const [record] = parseRecords([{ ...RECORDS.macStick, device, size: bytes, mountpoints: [] }]);
  if (!record) throw new Error('no record');
  const log: string[] = [];
  let looks = 0;
  const host = etcherHost({
    root: true,
    inspect: () => Promise.resolve(seen(driveOfRecord(record), ++looks)),
    unmount: () => {
      log.push('unmount');
      return Promise.resolve();
    },
    openErases: false,
    open: async ({ logicalBlockBytes }) => {
      log.push('open');
      const real = await openEngine(new File({ path: file, write: true }), logicalBlockBytes);
      return logged({ ...real, ...options.engine?.(real) }, log);
    },
    direct: true,
    eject: () => {
      log.push('eject');
      return Promise.resolve(true);
    },
    ...options.computer,
  });
  return { host, target: driveTarget(device, bytes), log, content: () => readFile(file) };
}

function logged(engine: Engine, log: string[]): Engine {
  return {
    fd: engine.fd,
    write: (buffer, offset) => {
      log.push(`write ${offset}`);
      return engine.write(buffer, offset);
    },
    read: (buffer, offset) => {
      log.push(`read ${offset}`);
      return engine.read(buffer, offset);
    },
    flush: () => {
      log.push('flush');
      return engine.flush();
    },
    close: () => {
      log.push('close');
      return engine.close();
    },
  };
}
