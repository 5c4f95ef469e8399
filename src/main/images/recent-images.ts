import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { tryJson } from '../../core/json.ts';
import { replaceOwnFile } from '../own-file.ts';

const MAX_RECENT = 12;

const schema = z.array(
  z.object({ path: z.string(), at: z.iso.datetime(), bytes: z.number().int().nonnegative().nullable() }),
);

/** An image file that was used here before; it may be gone by now. */
export interface RecentImage {
  readonly path: string;
  /** ISO 8601. */
  readonly at: string;
  readonly bytes: number | null;
}

export interface RecentImages {
  /** The newest first. Never rejects. */
  list(): Promise<readonly RecentImage[]>;
  /** Puts one first. What cannot be remembered is no error: nothing depends on it. */
  note(image: RecentImage): Promise<void>;
}

/** The image files that were used last, in a file of this person's. */
export function createRecentImages(file: string): RecentImages {
  const list = async (): Promise<readonly RecentImage[]> =>
    schema.safeParse(tryJson(await readFile(file, 'utf8').catch(() => ''))).data ?? [];
  return {
    list,
    note: async (image) => {
      const others = (await list()).filter(({ path }) => path !== image.path);
      const text = `${JSON.stringify([image, ...others].slice(0, MAX_RECENT), null, 2)}\n`;
      await replaceOwnFile(file, text).catch(() => undefined);
    },
  };
}
