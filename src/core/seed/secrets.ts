import * as z from 'zod';
import { AppError } from '../errors/app-error.ts';
import { tryJson } from '../json.ts';

/** What a person has typed or handed over: kept only until the seed is made. */
export interface Secrets {
  readonly password: string | null;
  /** Passphrases, or 64 hex digits, by SSID. */
  readonly wifi: ReadonlyMap<string, string>;
  readonly tailscale: string | null;
}

export const NO_SECRETS: Secrets = { password: null, wifi: new Map(), tailscale: null };

/**
 * The JSON of `--secrets-fd`. The networks as pairs: an SSID may be `__proto__`, which a record would lose.
 */
const secretsSchema = z.strictObject({
  password: z.string().optional(),
  wifi: z.preprocess(pairs, z.array(z.tuple([z.string(), z.string()]))).optional(),
  tailscale: z.string().optional(),
});

/** `terminal`: what is typed there would be seen. */
export type SecretsFlaw = 'no-fd' | 'terminal' | 'not-json' | 'field';

/**
 * The secrets in a text `{"password": …, "wifi": {SSID: …}, "tailscale": …}`; each may be missing. Throws AppError
 * `secrets-unreadable`, whose facts name the field where it is one of the three (else null) and hold nothing of the text.
 */
export function parseSecrets(text: string): Secrets {
  const json = tryJson(text.replace(/^\uFEFF/, ''));
  if (json === undefined) throw secretsUnreadable('not-json');
  const parsed = secretsSchema.safeParse(json);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path[0];
    throw secretsUnreadable('field', typeof field === 'string' ? field : null);
  }
  const { password = null, wifi = [], tailscale = null } = parsed.data;
  return { password, wifi: new Map(wifi), tailscale };
}

export function secretsUnreadable(reason: SecretsFlaw, field: string | null = null): AppError {
  return new AppError('secrets-unreadable', { reason, field });
}

function pairs(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
}
