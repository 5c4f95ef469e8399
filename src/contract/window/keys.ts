import * as z from 'zod';
import { PROBLEMS } from '../../core/spec/codes.ts';
import { SSH_KEY_KINDS } from '../../core/spec/ssh-key-facts.ts';
import { nothing } from './call.ts';

/** A few dozen of the largest keys; a file or an answer with more is no list of one person's keys. */
export const MAX_KEYS_CHARS = 64 << 10;

/** As GitHub has them: letters, digits and single hyphens; accounts of companies have an underscore, too. */
const githubUser = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,60}[A-Za-z0-9])?$/);

/** A public key as a person can tell it from another. */
const keySchema = z.strictObject({
  /** The line of authorized_keys. */
  text: z.string(),
  kind: z.enum(SSH_KEY_KINDS),
  /** For RSA and ECDSA; null where the kind says it. */
  bits: z.number().int().positive().nullable(),
  comment: z.string(),
  /** `SHA256:…`, as ssh shows it. */
  fingerprint: z.string(),
});

/** What a text held. Lines that are no keys are told of by number and reason, and never quoted: they may be private. */
const readKeysSchema = z.strictObject({
  keys: z.array(keySchema).readonly(),
  problems: z.array(z.strictObject({ line: z.number().int().positive(), code: z.enum(PROBLEMS) })).readonly(),
});

const foundKeySchema = keySchema.extend({
  from: z.enum(['file', 'agent']),
  /** The file's name in `~/.ssh`; '' for the agent's. */
  name: z.string(),
});

export const keysCalls = {
  /** The public keys in `~/.ssh`, and those of the SSH agent: each once. Never fails. */
  'keys.list': { input: nothing, output: z.array(foundKeySchema).readonly() },
  /** The keys in a text, a line each. */
  'keys.read': { input: z.strictObject({ text: z.string().max(MAX_KEYS_CHARS) }), output: readKeysSchema },
  /** The keys in a file that the person chooses in a dialog; null when they do not. AppError `answers-unreadable`. */
  'keys.openFile': { input: nothing, output: readKeysSchema.extend({ name: z.string() }).nullable() },
  /** The keys that somebody has at GitHub. AppError `github-keys`. */
  'keys.github': { input: z.strictObject({ user: githubUser }), output: readKeysSchema },
} as const;

export type PublicKey = Readonly<z.infer<typeof keySchema>>;
export type ReadKeys = Readonly<z.infer<typeof readKeysSchema>>;
export type FoundPublicKey = Readonly<z.infer<typeof foundKeySchema>>;

/** Whether this may be the name of an account at GitHub. */
export function isGithubUser(text: string): boolean {
  return githubUser.safeParse(text).success;
}
