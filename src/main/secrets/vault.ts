import { isSameOwner, type NamedSecret, type Secret, type SecretsKept } from '../../contract/window/secrets.ts';
import type { SeedParts, SeedPorts } from '../../core/seed/make-seed.ts';
import { isNothingMissing, missingSecrets, seedIncomplete, type MissingSecrets } from '../../core/seed/missing.ts';
import type { SeedNeeds } from '../../core/seed/needs.ts';
import { createTurns } from '../in-turn.ts';
import { keeping, NOTHING_KEPT, notOf, shownOf, type KeptSecrets } from './kept-secrets.ts';
import type { SecretsFile } from './secrets-file.ts';

/** The secret part of a seed. */
export type TakenSecrets = Pick<SeedParts, 'password' | 'wifi' | 'tailscaleKey'>;

/** The only place where secrets are kept: in main's memory, and encrypted in a file when the person wants that. */
export interface Vault {
  /** Judges and keeps one. Throws AppError `secret-refused`, and `secrets-unsaved` when it is kept for this run only. */
  set(secret: Secret): Promise<void>;
  /** Throws AppError `secrets-unsaved`. */
  forget(what: NamedSecret): Promise<void>;
  /** Writes the file, or removes it. Throws AppError `secrets-unsaved`. */
  remember(on: boolean): Promise<void>;
  /** Finds out whether secrets can be remembered. */
  look(): Promise<void>;
  /** What a host wants and nobody has given. */
  missing(needs: SeedNeeds): Promise<MissingSecrets>;
  /** For `makeSeed`, as often as there are cards. Throws AppError `seed-incomplete`. */
  takeFor(needs: SeedNeeds): Promise<TakenSecrets>;
  /** A person is done with a card: what is not to be remembered is forgotten. */
  cardDone(): Promise<void>;
}

export interface VaultPorts {
  readonly file: SecretsFile;
  readonly seed: Pick<SeedPorts, 'hashPassword' | 'wifiPsk'>;
  readonly publish: (value: SecretsKept) => void;
}

/** Opens the vault: with what was remembered, if there is anything, and empty else. */
export function createVault({ file, seed, publish }: VaultPorts): Vault {
  let kept = NOTHING_KEPT;
  let remember: SecretsKept['remember'] = 'off';
  const tell = (): void => publish(shownOf(kept, remember));

  // One after the other: what was asked for last is what stays, in memory and in the file.
  const inTurn = createTurns();

  const change = async (next: KeptSecrets): Promise<void> => {
    kept = next;
    tell();
    if (remember === 'on') await file.save(kept);
  };

  tell();
  void inTurn(async () => {
    // Only then is the keyring asked: a start must not wait for it, nor ask a person to unlock it for nothing.
    if (!(await file.exists())) return;
    const remembered = await file.load();
    remember = remembered === null ? 'unreadable' : 'on';
    kept = remembered ?? kept;
    tell();
  });

  return {
    set: (secret) => inTurn(async () => change(await keeping(kept, secret, seed))),
    forget: (what) => inTurn(() => change(without(kept, what))),
    remember: (on) =>
      inTurn(async () => {
        if (on) {
          remember = file.isPossible() ? 'on' : 'unavailable';
          if (remember === 'on') await file.save(kept).catch(switchOff);
        } else {
          await file.remove();
          if (remember !== 'unavailable') remember = 'off';
        }
        tell();
      }),
    look: () =>
      inTurn(() => {
        if (remember === 'off' || remember === 'unavailable') remember = file.isPossible() ? 'off' : 'unavailable';
        tell();
        return Promise.resolve();
      }),
    missing: (needs) => inTurn(() => Promise.resolve(missingOf(kept, needs))),
    takeFor: (needs) =>
      inTurn(() => {
        const missing = missingOf(kept, needs);
        if (!isNothingMissing(missing)) throw seedIncomplete(needs.host, missing);
        return Promise.resolve(takenOf(kept, needs));
      }),
    cardDone: () => inTurn(() => (remember === 'on' ? Promise.resolve() : change(NOTHING_KEPT))),
  };

  function switchOff(error: unknown): never {
    remember = 'off';
    tell();
    throw error;
  }
}

function without(kept: KeptSecrets, what: NamedSecret): KeptSecrets {
  switch (what.kind) {
    case 'password':
      return { ...kept, passwords: notOf(kept.passwords, what.owner) };
    case 'wifi':
      return { ...kept, wifi: kept.wifi.filter(({ ssid }) => ssid !== what.ssid) };
    case 'tailscale':
      return { ...kept, tailscaleKeys: notOf(kept.tailscaleKeys, what.owner) };
    case 'all':
      return NOTHING_KEPT;
  }
}

function missingOf(kept: KeptSecrets, needs: SeedNeeds): MissingSecrets {
  const { password, tailscale } = missingSecrets(needs, {
    password: hashFor(kept, needs),
    wifi: new Set(),
    tailscale: keyFor(kept, needs),
  });
  const wifi = needs.wifi.filter((network) => network.security !== 'open' && secretFor(kept, network) === null);
  return { password, wifi, tailscale };
}

/** One Pi's password is not another one's, nor another user's. */
function hashFor({ passwords }: KeptSecrets, needs: SeedNeeds): string | null {
  return passwords.find((one) => isSameOwner(one, needs))?.hash ?? null;
}

function keyFor({ tailscaleKeys }: KeptSecrets, needs: SeedNeeds): string | null {
  return tailscaleKeys.find((one) => isSameOwner(one, needs))?.key ?? null;
}

/** What was given for another security may be of no use to this one: only the same counts. */
function secretFor(kept: KeptSecrets, { ssid, security }: SeedNeeds['wifi'][number]): string | null {
  return kept.wifi.find((one) => one.ssid === ssid && one.security === security)?.secret ?? null;
}

function takenOf(kept: KeptSecrets, needs: SeedNeeds): TakenSecrets {
  const hash = hashFor(kept, needs);
  return {
    password: needs.password && hash !== null ? { hash } : null,
    wifi: needs.wifi.map((network) => ({ ...network, secret: secretFor(kept, network) })),
    tailscaleKey: needs.tailscale ? keyFor(kept, needs) : null,
  };
}
