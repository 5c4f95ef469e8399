import { AppError } from '../../core/errors/app-error.ts';
import { passwordProblem, tailscaleKeyProblem } from '../../core/seed/card-secrets.ts';
import type { MissingSecrets } from '../../core/seed/missing.ts';
import type { SecretProblem } from '../../core/seed/secret-refused.ts';
import type { Secrets } from '../../core/seed/secrets.ts';
import { wifiSecretProblem } from '../../core/seed/wifi-secret.ts';
import { askSecret } from '../ask-secret.ts';
import { errorWords } from '../error-words.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';

/** Somebody at a terminal that shows nothing of what is typed. */
export interface Typist {
  /** Asks, and gives one line; null when there is none (Ctrl-D, Ctrl-C). */
  readonly askSecret: (question: string) => Promise<string | null>;
  readonly say: (text: string) => void;
}

/** Who sits at the terminal of a command. */
export function typistAt({ terminal, signal }: Context): Typist {
  return { askSecret: (question) => askSecret(question, signal), say: terminal.complain };
}

/**
 * Asks for what is missing. Each answer is judged at once, and asked for again until it can work; a password is typed
 * twice. `user`: whose password it is. Throws AppError `cancelled` when there is no answer.
 */
export async function askSecrets(
  { password, wifi, tailscale }: MissingSecrets,
  user: string | null,
  typist: Typist,
): Promise<Secrets> {
  const passphrases = new Map<string, string>();
  const typed = password ? await askPassword(user, typist) : null;
  for (const { ssid, security } of wifi) {
    const words = { question: t('cli.secret.wifi', { ssid }), what: 'wifi', ssid } as const;
    passphrases.set(ssid, await askOne(words, typist, (given) => wifiSecretProblem(given, security)));
  }
  const words = { question: t('cli.secret.tailscale'), what: 'tailscale', ssid: null } as const;
  const key = tailscale ? await askOne(words, typist, (given) => tailscaleKeyProblem(given.trim())) : null;
  return { password: typed, wifi: passphrases, tailscale: key };
}

interface Asked {
  readonly question: string;
  /** What errors call it. */
  readonly what: 'wifi' | 'password' | 'tailscale';
  readonly ssid: string | null;
}

async function askPassword(user: string | null, typist: Typist): Promise<string> {
  for (;;) {
    const asked = { question: t('cli.secret.password', { user }), what: 'password', ssid: null } as const;
    const first = await askOne(asked, typist, passwordProblem);
    if ((await lineOf(t('cli.secret.again'), typist)) === first) return first;
    typist.say(t('cli.secret.differs'));
  }
}

async function askOne(
  { question, what, ssid }: Asked,
  typist: Typist,
  problemOf: (given: string) => SecretProblem | null,
): Promise<string> {
  for (;;) {
    const given = await lineOf(question, typist);
    const reason = problemOf(given);
    if (reason === null) return given;
    const { message, next } = errorWords('secret-refused', { what, ssid, reason });
    typist.say(`${message} ${next}`);
  }
}

async function lineOf(question: string, { askSecret: ask }: Typist): Promise<string> {
  const line = await ask(question);
  if (line === null) throw new AppError('cancelled');
  return line;
}
