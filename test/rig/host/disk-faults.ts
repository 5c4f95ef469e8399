import { setTimeout as delay } from 'node:timers/promises';
import { DiskError, EIO, type Disk } from './disk.ts';

export interface DiskRequest {
  readonly operation: 'read' | 'write' | 'flush';
  /** Of a flush: 0 and 0. */
  readonly offset: number;
  readonly length: number;
}

/** What happens before a request is carried out: it may be late, or throw and so fail. */
export type Fault = (request: DiskRequest) => Promise<void> | void;

type Concerns = (request: DiskRequest) => boolean;

/** The disk with a fault. Requests come one at a time: one that is late holds up all that follow. */
export function withFault(disk: Disk, fault: Fault): Disk {
  return {
    bytes: disk.bytes,
    read: async (offset, length) => {
      await fault({ operation: 'read', offset, length });
      return disk.read(offset, length);
    },
    write: async (offset, data) => {
      await fault({ operation: 'write', offset, length: data.length });
      return disk.write(offset, data);
    },
    flush: async () => {
      await fault({ operation: 'flush', offset: 0, length: 0 });
      return disk.flush();
    },
  };
}

/** The first request that it concerns is answered `ms` late: less than the guest's 30 s, or QEMU stands still. */
export function stall(concerns: Concerns, ms: number): Fault {
  let isOver = false;
  return async (request) => {
    if (isOver || !concerns(request)) return;
    isOver = true;
    await delay(ms);
  };
}

/** Each request that it concerns fails. */
export function failure(concerns: Concerns, errno = EIO): Fault {
  return (request) => {
    if (concerns(request)) throw new DiskError(errno);
  };
}

/** Requests that it concerns go at `bytesPerSecond`. */
export function slowness(concerns: Concerns, bytesPerSecond: number): Fault {
  return async (request) => {
    if (concerns(request)) await delay((request.length / bytesPerSecond) * 1000);
  };
}

/** A fault that holds requests back until they are released. */
export interface Hold {
  readonly fault: Fault;
  /** A request waits now. */
  readonly isHolding: boolean;
  /** What waits goes on, and nothing is held back any more. */
  release(): void;
}

/** Longer than 30 s only with the guest's time-out raised (`neverTimeOut`); to be released before the drive is pulled. */
export function hold(concerns: Concerns): Hold {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return {
    fault: async (request) => {
      if (!concerns(request)) return;
      waiting++;
      await gate;
      waiting--;
    },
    get isHolding() {
      return waiting > 0;
    },
    release: open,
  };
}
