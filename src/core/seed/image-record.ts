import * as z from 'zod';
import { BOARD_IDS } from '../boards/index.ts';
import { tryJson } from '../json.ts';
import { utf8Text } from '../spec/utf8.ts';
import { WIFI_BACKENDS, WIFI_SECURITIES, ssid } from '../spec/wifi.ts';
import type { SeedRefusal } from './seed-refusal.ts';

/** Written into the FAT partition when the image is built (`image-record.nix`): what it is, and that it takes a seed. */
export const IMAGE_RECORD_PATH = 'nixberry/image.json';
export const IMAGE_RECORD_FORMAT = 1;
/** A record is below 2 KiB, even with many networks. */
export const MAX_RECORD_BYTES = 64 << 10;

/** Fields that a newer project adds are let through: the numbers say what can be relied on. */
export const imageRecordSchema = z.object({
  format: z.literal(IMAGE_RECORD_FORMAT),
  host: z.string(),
  board: z.enum(BOARD_IDS).or(z.string()),
  /** NixOS as it calls itself: `26.05.20260901.abcdef1`. */
  nixos: z.string(),
  seed: z.object({
    /** The newest format of seeds that its first boot reads. */
    format: z.number().int().positive(),
    user: z.string(),
    /** The password of `user` comes with the seed. */
    password: z.boolean(),
    /** Null: Wi-Fi is off, and networks of a seed would have no effect. */
    wifi: z
      .object({
        backend: z.enum(WIFI_BACKENDS).or(z.string()),
        country: z.string().nullable(),
        /** The networks that the settings name. */
        networks: z.array(z.object({ ssid, hidden: z.boolean(), security: z.enum(WIFI_SECURITIES) })),
      })
      .nullable(),
    tailscale: z.boolean(),
  }),
});

export type ImageRecord = Readonly<z.infer<typeof imageRecordSchema>>;

const anyRecord = z.object({ format: z.number().int() });

/** What stands in an image's record, or why it is none that we read. `bytes`: the file's; null where there is none. */
export function parseImageRecord(bytes: Uint8Array | null): ImageRecord | SeedRefusal {
  if (!bytes) return 'no-module';
  const json = tryJson(utf8Text(bytes) ?? '');
  const any = anyRecord.safeParse(json);
  if (!any.success) return 'broken';
  if (any.data.format !== IMAGE_RECORD_FORMAT) return 'newer';
  const record = imageRecordSchema.safeParse(json);
  return record.success ? record.data : 'broken';
}
