import { useCallback, useEffect, useState } from 'react';
import { AppError } from '../../src/core/errors/app-error.ts';
import { call } from '../bridge/call.ts';
import { offerDropped } from '../bridge/dropped.ts';
import { useTopic } from '../bridge/topics.ts';
import type { Shell } from '../frame/use-shell.ts';
import { isRunning } from '../jobs/flash-ends.ts';
import { useDraftStore } from '../state/use-draft.ts';
import { useFileDrop } from './use-file-drop.ts';
import { imageWay } from './ways.ts';

/** Why a file from outside did not open: its error, or a card that is being written just now. */
export type OutsideRefusal = { readonly kind: 'error'; readonly thrown: unknown } | { readonly kind: 'busy' };

export interface OutsideImage {
  /** Whether a file is held over the window now. */
  readonly isOver: boolean;
  readonly refusal: OutsideRefusal | null;
  readonly dismiss: () => void;
}

/** An image file that comes from outside of the page, dropped on the window or opened with the app, opens the way that flashes it. */
export function useOutsideImage(openWay: Shell['openWay']): OutsideImage {
  const store = useDraftStore();
  const opened = useTopic('opened');
  const flash = useTopic('flash');
  const isWriting = isRunning(flash);
  const [refusal, setRefusal] = useState<OutsideRefusal | null>(null);

  const take = useCallback(
    (offer: Promise<unknown>): void => {
      offer.then(
        () => openWay(imageWay(store.get())),
        (thrown: unknown) => setRefusal({ kind: 'error', thrown }),
      );
    },
    [openWay, store],
  );
  const drop = useCallback(
    (file: File): void => {
      // A question that is open is about the image that is chosen now: it has to be answered first.
      if (document.querySelector('[role=alertdialog]') !== null) return;
      if (isWriting) setRefusal({ kind: 'busy' });
      else take(offerDropped(file));
    },
    [isWriting, take],
  );
  const isOver = useFileDrop(drop);

  useEffect(() => {
    if (opened === null) return;
    // Seen before anything else: a page that is loaded anew must not go there again.
    const seen = call('images.openedSeen').then(() => {
      if (!opened.ok) throw new AppError(opened.error.code, opened.error.facts);
    });
    if (!isWriting) take(seen);
    else
      seen.then(
        () => setRefusal({ kind: 'busy' }),
        (thrown: unknown) => setRefusal({ kind: 'error', thrown }),
      );
    // What is written when it arrives counts, not what is written later.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [opened]);

  return { isOver, refusal, dismiss: () => setRefusal(null) };
}
