import * as z from 'zod';
import { KERNELS } from '../boards/board.ts';
import { BOARD_IDS } from '../boards/index.ts';
import { ethernet } from './ethernet.ts';
import { configTxt, image, packages } from './hardware.ts';
import { hostName } from './host-name.ts';
import { interfaces } from './interfaces.ts';
import { region } from './region.ts';
import { DEFAULT_RELEASE, RELEASE_IDS } from './releases.ts';
import { services } from './services.ts';
import { shaped } from './text.ts';
import { user } from './user.ts';
import { wifi } from './wifi.ts';

/** The format that this program reads and writes; a larger number is a newer Nixberry's. */
export const SETTINGS_FORMAT = 1;

/** Where an editor finds the JSON schema, as seen from `hosts/<name>/settings.json`. */
export const SCHEMA_PATH = '../../settings.schema.json';

/**
 * Answers: settings of which everything with a default may be left out. Only the board, the host's and the user's names
 * have none. The order of the fields here is their order in every file.
 */
export const answersSchema = z.strictObject({
  $schema: z.string().default(SCHEMA_PATH),
  format: z.literal(SETTINGS_FORMAT).default(SETTINGS_FORMAT),
  board: z.enum(BOARD_IDS),
  /** By default the board's for the release. */
  kernel: z.enum(KERNELS).optional(),
  release: z.enum(RELEASE_IDS).default(DEFAULT_RELEASE),
  /** The release that the Pi is first installed with, by default the chosen one. Never changed later. */
  stateVersion: shaped(/^[0-9]{2}\.(05|11)$/, 'state-version').optional(),
  hostName,
  user,
  ssh: z.strictObject({ enable: z.boolean().default(true), passwordLogin: z.boolean().default(false) }).prefault({}),
  ethernet,
  wifi,
  region,
  interfaces,
  configTxt,
  /** Compressed swap in memory. */
  zram: z.boolean().default(true),
  /** U-Boot without its abort check, for boards where noise on the serial pins stops it ("must type boot"). */
  ubootIgnoresKeys: z.boolean().default(false),
  /** Module options for access points that brcmfmac does not associate with. */
  brcmfmacWorkaround: z.boolean().default(false),
  services,
  packages,
  image,
});

/** What `hosts/<name>/settings.json` holds: every field is there. */
export const settingsSchema = answersSchema.extend({
  $schema: z.literal(SCHEMA_PATH),
  kernel: answersSchema.shape.kernel.unwrap(),
  stateVersion: answersSchema.shape.stateVersion.unwrap(),
});

export type Answers = z.input<typeof answersSchema>;
export type Settings = z.output<typeof settingsSchema>;
