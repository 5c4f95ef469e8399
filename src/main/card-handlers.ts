import { defaultKnownHosts } from '../node/seed/known-hosts-file.ts';
import { drivesHandlers } from './drives/drives-handlers.ts';
import { flashHandlers } from './flash/flash-handlers.ts';
import { imagesHandlers } from './images/images-handlers.ts';
import type { Services } from './services.ts';
import { mainWords } from './words.ts';

type CardHandlers = ReturnType<typeof imagesHandlers> &
  ReturnType<typeof drivesHandlers> &
  ReturnType<typeof flashHandlers>;

/** What the steps of the card ask for. */
export function cardHandlers(
  services: Pick<Services, 'images' | 'driveList' | 'flash' | 'vault' | 'dialogs' | 'publish'>,
): CardHandlers {
  const { images, driveList, flash, vault, dialogs, publish } = services;
  return {
    ...imagesHandlers({
      images,
      dialogs,
      publishOpened: (opened) => publish('opened', opened),
      words: () => {
        const { t } = mainWords();
        return {
          title: t('window.dialog.open-image'),
          images: t('window.dialog.images'),
          allFiles: t('window.dialog.all-files'),
        };
      },
    }),
    ...drivesHandlers({
      list: driveList,
      dialogs,
      words: () => {
        const { t } = mainWords();
        return { title: t('window.dialog.virtual-card'), card: t('window.dialog.virtual-card-kind') };
      },
    }),
    ...flashHandlers({ flash, vault, dialogs, words: mainWords, knownHosts: defaultKnownHosts }),
  };
}
