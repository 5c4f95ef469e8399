import * as z from 'zod';
import { IMAGE_FORMATS } from '../../core/ports.ts';
import { WIFI_SECURITIES, ssid } from '../../core/spec/wifi.ts';
import { byteCount } from '../cli-parts.ts';
import { nothing, offerId, windowErrorSchema } from './call.ts';

/** `file`: chosen, dropped or opened with the app. `built`: by this program. `demo`: the demo's. */
const IMAGE_KINDS = ['file', 'built', 'demo'] as const;

/** What the image wants of a seed, as `core/seed/needs.ts` has it. No secrets. */
const seedNeedsSchema = z.strictObject({
  host: z.string(),
  user: z.string(),
  password: z.boolean(),
  wifi: z.array(z.strictObject({ ssid, hidden: z.boolean(), security: z.enum(WIFI_SECURITIES) })),
  country: z.string().nullable(),
  takesWifi: z.boolean(),
  tailscale: z.boolean(),
});

/** The image that is to be written. */
export const imageSchema = z.strictObject({
  id: offerId,
  kind: z.enum(IMAGE_KINDS),
  /** For people: the file's name, or the host that it was built for. */
  name: z.string(),
  /** Where it lies, to be shown; nothing is ever found by it. */
  shown: z.string(),
  /** Length on the card; null where the format tells only at the end. */
  bytes: byteCount.nullable(),
  /** Length as given (compressed). */
  givenBytes: byteCount.nullable(),
  format: z.enum(IMAGE_FORMATS),
  /** The Pi that it makes and the NixOS that is on it, where the image says so. */
  host: z.string().nullable(),
  nixos: z.string().nullable(),
  board: z.string().nullable(),
  /** Whether it takes a seed; `unknown` where it lies on another machine and was not looked into yet. */
  seed: z.enum(['takes', 'refuses', 'unknown']),
  /** What it wants of a seed; null where it takes none, or nobody knows. */
  needs: seedNeedsSchema.nullable(),
});

/** An image that may be chosen again. */
export const imageOfferSchema = z.strictObject({
  id: offerId,
  name: z.string(),
  shown: z.string(),
  bytes: byteCount.nullable(),
  /** When it was used or built last, ISO 8601. */
  at: z.string(),
});

/** What came of a file that was opened with the app, from outside of the page. */
export const openedSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), image: offerId }),
  z.strictObject({ ok: z.literal(false), error: windowErrorSchema }),
]);

export const imagesCalls = {
  /** Asks for a file. Null when the person chose none; an AppError, and the image as it was, for one that is no image. */
  'images.openFile': { input: nothing, output: imageSchema.nullable() },
  /** Files that were used before and are still there, newest first. */
  'images.recent': { input: nothing, output: z.array(imageOfferSchema) },
  /** Images that were built and are still on this computer, newest first. */
  'images.kept': { input: nothing, output: z.array(imageOfferSchema) },
  /** Takes one of `images.recent` or `images.kept`. */
  'images.useRecent': { input: z.strictObject({ id: offerId }), output: imageSchema },
  /** Takes the `result` of the build, where another image was chosen since. */
  'images.useBuilt': { input: z.strictObject({ id: offerId }), output: imageSchema },
  /** The page has taken up what the topic `opened` told. */
  'images.openedSeen': { input: nothing, output: nothing },
  /** No image is chosen any more. Nothing is deleted. */
  'images.clear': { input: nothing, output: nothing },
} as const;

export const imagesTopics = {
  /** The image that is to be written; null for none. */
  image: imageSchema.nullable(),
  /** A file that was opened with the app, and what came of it: the page goes to its drive. Null once it has. */
  opened: openedSchema.nullable(),
} as const;

export type ChosenImage = Readonly<z.infer<typeof imageSchema>>;
export type OpenedFile = Readonly<z.infer<typeof openedSchema>>;
export type ImageOffer = Readonly<z.infer<typeof imageOfferSchema>>;
