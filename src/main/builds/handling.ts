import { clipboard } from 'electron';
import type { Services } from '../services.ts';
import { mainWords } from '../words.ts';
import type { BuildHandling } from './build-handlers.ts';
import { draftOrder } from './draft-order.ts';

/** What the calls of the build need of the rest of main. */
export function buildHandling({ builds, start, drafts, places, projects, dialogs }: Services): BuildHandling {
  return {
    ...{ builds, dialogs },
    order: () =>
      draftOrder({
        isDemo: start.demo,
        load: () => drafts.load(),
        openPlace: (place) => places.open(place),
        ensureSaved: (draft) => projects.ensureSaved(draft),
      }),
    copy: async (text) => {
      await clipboard.writeText(text);
    },
    saveTitle: () => mainWords().t('window.build.save-log'),
  };
}
