import type { Handlers } from '../../contract/api.ts';
import { describeKeys } from '../../node/keys/describe-keys.ts';
import { foundKeys } from '../../node/keys/found-keys.ts';
import { githubKeys } from '../../node/keys/github-keys.ts';
import type { Services } from '../services.ts';
import { mainWords } from '../words.ts';
import { readKeyFile } from './read-key-file.ts';

type KeysCalls = 'keys.list' | 'keys.read' | 'keys.openFile' | 'keys.github';

export function keysHandlers({ dialogs }: Pick<Services, 'dialogs'>): Pick<Handlers, KeysCalls> {
  return {
    'keys.list': () => foundKeys(),
    'keys.read': ({ text }) => describeKeys(text),
    'keys.openFile': async () => {
      // Keys lie under any name: there is nothing to filter by.
      const file = await dialogs.openFile({ title: mainWords().t('window.dialog.keys') });
      return file === null ? null : readKeyFile(file);
    },
    'keys.github': ({ user }) => githubKeys(user),
  };
}
