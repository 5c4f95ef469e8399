import * as z from 'zod';
import { BANDS, INTERFACES, KERNELS, SUPPORTS } from '../core/boards/board.ts';
import { BOARD_IDS } from '../core/boards/index.ts';
import { RELEASE_IDS } from '../core/spec/releases.ts';

const interfaceName = z.enum(INTERFACES);
const kernel = z.enum(KERNELS);
const release = z.enum(RELEASE_IDS);

/** One board. Memory is in MB; `releases` are those that offer the kernel, `instead` says what to do without NixOS. */
const listedBoard = z.strictObject({
  id: z.enum(BOARD_IDS),
  title: z.string(),
  family: z.string(),
  system: z.string(),
  memoryMb: z.array(z.number().int().positive()),
  support: z.enum(SUPPORTS),
  radios: z.strictObject({
    wifi: z.strictObject({ bands: z.array(z.enum(BANDS)), wpa3: z.boolean(), optional: z.boolean() }).nullable(),
    bluetooth: z.boolean(),
  }),
  ethernet: z.boolean(),
  kernels: z.array(
    z.strictObject({ id: kernel, cached: z.boolean(), releases: z.array(release), interfaces: z.array(interfaceName) }),
  ),
  /** By release; null where the board has none. */
  defaultKernel: z.record(release, kernel.nullable()),
  uboot: z.boolean(),
  knownIssues: z.array(z.strictObject({ code: z.string(), source: z.string(), message: z.string() })),
  instead: z.string().nullable(),
});

/** `nixberry boards`. */
export const boardsLine = z.strictObject({ type: z.literal('boards'), boards: z.array(listedBoard) });

export type ListedBoard = z.infer<typeof listedBoard>;
