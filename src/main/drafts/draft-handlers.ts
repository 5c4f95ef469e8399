import type { Handlers } from '../../contract/api.ts';
import type { Services } from '../services.ts';

export function draftHandlers({
  drafts,
  vault,
}: Pick<Services, 'drafts' | 'vault'>): Pick<Handlers, 'draft.load' | 'draft.save' | 'draft.discard'> {
  return {
    'draft.load': () => drafts.load(),
    'draft.save': async (draft) => {
      await drafts.save(draft);
      return undefined;
    },
    'draft.discard': async () => {
      await drafts.discard();
      // What was typed for one Pi is not the next one's, unless the person wants it remembered.
      await vault.cardDone();
      return undefined;
    },
  };
}
