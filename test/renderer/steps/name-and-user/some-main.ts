import { act } from '@testing-library/react';
import type { Handlers } from '../../../../src/contract/api.ts';
import type { FoundPublicKey, PublicKey } from '../../../../src/contract/window/keys.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';
import { describeKey, describeKeys } from '../../../../src/node/keys/describe-keys.ts';
import { KEYS } from '../../../core/spec/some-answers.ts';
import { fakeBridge, type FakeBridge } from '../../support/fake-bridge.ts';

export const NO_SECRETS: SecretsKept = { passwords: [], wifi: [], tailscaleKeys: [], remember: 'off' };

export const LAPTOP: PublicKey = describeKey(KEYS.ed25519);
export const WORK: PublicKey = describeKey(`${KEYS.rsa2048.split(' ').slice(0, 2).join(' ')} ada@work`);

const FOUND: readonly FoundPublicKey[] = [
  { ...LAPTOP, from: 'file', name: 'id_ed25519.pub' },
  { ...WORK, from: 'agent', name: '' },
];

/** Whose password the tests are about. */
export const ADA = { host: 'greenhouse', user: 'ada' } as const;
export const ADAS_PASSWORD: SecretsKept = { ...NO_SECRETS, passwords: [ADA] };

export interface SomeMain {
  readonly calls?: Partial<Handlers>;
  readonly found?: readonly FoundPublicKey[];
  readonly user?: string | null;
  readonly secrets?: SecretsKept;
}

/** A main for this step, which reads keys as the real one does, and keeps of a secret that it was there. */
export async function someMain({
  calls = {},
  found = FOUND,
  user = 'ada',
  secrets = NO_SECRETS,
}: SomeMain = {}): Promise<FakeBridge> {
  let kept = secrets;
  const tell = (changes: Partial<SecretsKept>): undefined => {
    kept = { ...kept, ...changes };
    act(() => bridge.publish('secrets', kept));
    return undefined;
  };
  const bridge: FakeBridge = await fakeBridge({
    topics: { secrets },
    calls: {
      'computer.look': () => ({ user, timeZone: null, locale: null, country: null, keyboard: null, wifi: null }),
      'keys.list': () => found,
      'keys.read': ({ text }) => describeKeys(text),
      'secrets.look': () => undefined,
      'secrets.set': (secret) => tell(secret.kind === 'password' ? { passwords: [secret.owner] } : {}),
      'secrets.forget': () => tell({ passwords: [] }),
      'secrets.remember': ({ on }) => tell({ remember: on ? 'on' : 'off' }),
      ...calls,
    },
  });
  return bridge;
}
