import * as z from 'zod';
import type { Interface } from '../boards/board.ts';

const off = z.boolean().default(false);

/** What is switched on. Which of them a board can do under which kernel is in `core/boards`. */
export const interfaces = z
  .strictObject({
    i2c: off,
    spi: off,
    serialConsole: off,
    oneWire: off,
    camera: off,
    audio: off,
    bluetooth: off,
  } satisfies Record<Interface, unknown>)
  .prefault({});
