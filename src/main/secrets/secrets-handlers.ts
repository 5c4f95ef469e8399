import type { Handlers } from '../../contract/api.ts';
import type { Services } from '../services.ts';

type SecretsCalls = 'secrets.set' | 'secrets.forget' | 'secrets.remember' | 'secrets.look';

export function secretsHandlers({ vault }: Pick<Services, 'vault'>): Pick<Handlers, SecretsCalls> {
  return {
    'secrets.set': async (secret) => {
      await vault.set(secret);
      return undefined;
    },
    'secrets.forget': async ({ what }) => {
      await vault.forget(what);
      return undefined;
    },
    'secrets.remember': async ({ on }) => {
      await vault.remember(on);
      return undefined;
    },
    'secrets.look': async () => {
      await vault.look();
      return undefined;
    },
  };
}
