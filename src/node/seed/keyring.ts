import { execa } from 'execa';
import { AppError } from '../../core/errors/app-error.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { endWithSignal } from '../end-with-signal.ts';
import { currentNixEnv, findProgram } from '../nix/find-nix.ts';

/** Long enough to unlock a keyring that asks for its password in a window. */
const ANSWER_MS = 2 * 60_000;

/** What a secret is for. None of it is secret: it is how an item of the keyring is found, and seen by whoever opens it. */
export type KeyringItem =
  | { readonly kind: 'wifi'; readonly ssid: string }
  | { readonly kind: 'password'; readonly host: string; readonly user: string }
  | { readonly kind: 'tailscale'; readonly host: string };

/** The keyring of the person's session. Both throw AppError `keyring-failed`, and `cancelled`. */
export interface Keyring {
  /** Null when it has no such item. */
  lookUp(item: KeyringItem): Promise<string | null>;
  /** Takes the place of what the item was. */
  keep(item: KeyringItem, secret: string): Promise<void>;
}

/**
 * The keyring behind `secret-tool` of libsecret (GNOME Keyring, KWallet, KeePassXC). Secrets go through pipes only. Throws
 * AppError `keyring-missing` where there is no such program: on macOS and Windows, too.
 */
export function openKeyring(signal: AbortSignal, env: NodeJS.ProcessEnv = process.env): Keyring {
  const program = findProgram('secret-tool', { ...currentNixEnv(), path: env.PATH ?? '' });
  if (program === null) throw new AppError('keyring-missing');
  const run = { program, signal, env };
  return {
    lookUp: async (item) => {
      const { exitCode, stdout, stderr } = await secretTool(run, ['lookup', ...attributes(item)], '');
      if (exitCode === 0) return stdout;
      // It has nothing to say when it has found nothing.
      if (exitCode === 1 && stderr === '') return null;
      throw failed(stderr);
    },
    keep: async (item, secret) => {
      const argv = ['store', `--label=${label(item)}`, ...attributes(item)];
      const { exitCode, stderr } = await secretTool(run, argv, secret);
      if (exitCode !== 0) throw failed(stderr);
    },
  };
}

interface Run {
  readonly program: string;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
}

interface Answer {
  /** -1 when it was ended, by time or from outside. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function secretTool({ program, signal, env }: Run, argv: readonly string[], input: string): Promise<Answer> {
  throwIfCancelled(signal);
  const child = execa(program, argv, {
    // In ASCII it refuses an SSID such as Käsekuchen; and it is to speak English, as we do.
    env: { ...env, LC_ALL: 'C.UTF-8' },
    extendEnv: false,
    input,
    reject: false,
    stripFinalNewline: false,
    timeout: ANSWER_MS,
  });
  // A signal of its own: what listens to the other would stay there, one more each time.
  endWithSignal(child, AbortSignal.any([signal]));
  const { exitCode = -1, stdout, stderr, timedOut } = await child;
  throwIfCancelled(signal);
  if (timedOut) throw failed(`no answer within ${ANSWER_MS / 1000} s`);
  return { exitCode, stdout, stderr };
}

/** secret-tool says what is wrong, among warnings of its libraries, and never a secret. */
function failed(stderr: string): AppError {
  const detail = /^secret-tool: (.+)$/m.exec(stderr)?.[1] ?? stderr.trim().split('\n')[0] ?? '';
  return new AppError('keyring-failed', { detail: detail === '' ? 'secret-tool failed' : detail });
}

/** Pairs of names and values: what an item is found by. */
function attributes(item: KeyringItem): readonly string[] {
  const { kind, ...facts } = item;
  // `--`: an SSID may begin with a dash.
  return ['--', 'application', 'nixberry', 'kind', kind, ...Object.entries(facts).flat()];
}

/** What a person reads in the keyring's own window. */
function label(item: KeyringItem): string {
  switch (item.kind) {
    case 'wifi':
      return `Nixberry: Wi-Fi ${item.ssid}`;
    case 'password':
      return `Nixberry: ${item.user} on ${item.host}`;
    case 'tailscale':
      return `Nixberry: Tailscale for ${item.host}`;
  }
}
