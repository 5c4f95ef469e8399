import { useEffect } from 'react';
import type { BuildView } from '../../src/contract/window/build.ts';
import type { Draft } from '../../src/contract/window/draft.ts';
import type { ChosenImage } from '../../src/contract/window/images.ts';
import { call } from '../bridge/call.ts';
import { useTopic } from '../bridge/topics.ts';
import { useDraft } from '../state/use-draft.ts';
import { isRunning } from './flash-ends.ts';

/** The chosen image, where it is that of this way: a Pi is written what was built for it, whatever was opened since. */
export function imageOfWay(
  way: Draft['way'],
  image: ChosenImage | null,
  build: Pick<BuildView, 'result'> | null,
): ChosenImage | null {
  const made = madeFor(way, build);
  return made === null || image?.id === made ? image : null;
}

/** The image of the way that the person is on. */
export function useImageOfWay(): ChosenImage | null {
  const { way } = useDraft();
  return imageOfWay(way, useTopic('image'), useTopic('build'));
}

/** Chooses what was built for a Pi once more, where an image file was opened since. */
export function useChoosingImage(): void {
  const { way } = useDraft();
  const made = madeFor(way, useTopic('build'));
  const isOther = useTopic('image')?.id !== made;
  const isWriting = isRunning(useTopic('flash'));
  useEffect(() => {
    // Without it there is no image, and the page says so.
    if (made !== null && isOther && !isWriting) call('images.useBuilt', { id: made }).catch(() => undefined);
  }, [made, isOther, isWriting]);
}

function madeFor(way: Draft['way'], build: Pick<BuildView, 'result'> | null): string | null {
  return way === 'pi' ? (build?.result?.image ?? null) : null;
}
