import * as z from 'zod';
import { nothing } from './call.ts';

/** Pages outside that a link of the window may lead to. Main has their addresses: the page names none. */
export const EXTERNAL_LINKS = [
  'project',
  'nix-install',
  'nixos-manual',
  'nixos-search',
  'raspberry-pi-boards',
] as const;

/** What the page copies is a command, a hash, a path, or the diagnosis. */
const MAX_COPIED_CHARACTERS = 100_000;

/** What holds as long as the program runs. */
export const appFactsSchema = z.strictObject({
  version: z.string(),
  /** Started with `--demo`: a flake that builds anywhere, and a virtual card. */
  demo: z.boolean(),
  platform: z.enum(['linux', 'darwin', 'win32', 'other']),
  /** The person's languages, best first, as BCP 47 tags. */
  languages: z.array(z.string()),
});

export const appCalls = {
  /** The newest value of each topic that has one, by its name. */
  'app.topics': { input: nothing, output: z.record(z.string(), z.unknown()) },
  'app.facts': { input: nothing, output: appFactsSchema },
  'app.openExternal': { input: z.strictObject({ link: z.enum(EXTERNAL_LINKS) }), output: nothing },
  /** Versions and the last errors for a report, without names of files, hosts or networks. */
  'app.diagnosis': { input: nothing, output: z.string() },
  /** Puts a text into the clipboard, which the page itself may not touch. */
  'app.copy': { input: z.strictObject({ text: z.string().max(MAX_COPIED_CHARACTERS) }), output: nothing },
} as const;

export type AppFacts = Readonly<z.infer<typeof appFactsSchema>>;
export type ExternalLink = (typeof EXTERNAL_LINKS)[number];
