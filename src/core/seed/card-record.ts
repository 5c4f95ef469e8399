import * as z from 'zod';
import { tryJson } from '../json.ts';
import { utf8Text } from '../spec/utf8.ts';

/** Laid into the FAT partition while the card is written: where it comes from. No secrets, no paths of the computer. */
export const CARD_RECORD_PATH = 'nixberry/card.json';
export const CARD_RECORD_FORMAT = 1;

export const cardRecordSchema = z.object({
  format: z.literal(CARD_RECORD_FORMAT),
  /** `nixberry 0.1.0` */
  writtenBy: z.string(),
  writtenAt: z.iso.datetime(),
  /** The job's id, as in the marker of an unfinished card. */
  job: z.string(),
  /** The image's file name. */
  image: z.string(),
  builtAt: z.iso.datetime().nullable(),
  /** The project's commit, with `-dirty` where something had changed since. */
  revision: z.string().nullable(),
  /** The name that the seed gives to this card's Pi; null where it keeps that of the image. */
  hostName: z.string().nullable(),
  /** The id of the seed that was laid in with it. */
  seed: z.string().nullable(),
});

export type CardRecord = Readonly<z.infer<typeof cardRecordSchema>>;

/** What stands in a card's record; null where there is none that we read. `bytes`: the file's; null where it is missing. */
export function parseCardRecord(bytes: Uint8Array | null): CardRecord | null {
  const parsed = cardRecordSchema.safeParse(tryJson((bytes && utf8Text(bytes)) ?? ''));
  return parsed.success ? parsed.data : null;
}

/** Written by the Pi in place of a seed that it has taken: `id=<the seed's id>`. */
export const USED_PATH = 'nixberry/used.conf';
