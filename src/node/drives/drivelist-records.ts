import * as z from 'zod';
import { withinMs } from './deadline.ts';

const DRIVELIST_MS = 10_000;

/** What we read of a drive of drivelist; it leaves out or nulls what its system does not tell. */
const recordSchema = z.object({
  device: z.string(),
  description: z.string().catch(''),
  size: z.number().int().nonnegative().nullish(),
  logicalBlockSize: z.number().int().positive().nullish(),
  busType: z.string().nullish(),
  isReadOnly: z.boolean().nullish(),
  isRemovable: z.boolean().nullish(),
  isSystem: z.boolean().nullish(),
  isVirtual: z.boolean().nullish(),
  isUSB: z.boolean().nullish(),
  isCard: z.boolean().nullish(),
  mountpoints: z.array(z.object({ path: z.string() })).catch([]),
});

export type DrivelistRecord = z.infer<typeof recordSchema>;

/** drivelist's drives; null when it is not installed (it is optional), fails or does not answer. */
export async function readDrivelist(): Promise<readonly DrivelistRecord[] | null> {
  return withinMs(
    DRIVELIST_MS,
    import('drivelist').then(async ({ list }) => parseRecords(await list())),
  );
}

/** Exported for its test. Throws when the list has another form. */
export function parseRecords(list: unknown): readonly DrivelistRecord[] {
  return z.array(recordSchema).parse(list);
}
