import type { Handlers } from '../../contract/api.ts';
import type { Services } from '../services.ts';

export function preferencesHandlers({
  preferences,
}: Pick<Services, 'preferences'>): Pick<Handlers, 'preferences.change'> {
  return {
    'preferences.change': async (changes) => {
      await preferences.change(changes);
      return undefined;
    },
  };
}
