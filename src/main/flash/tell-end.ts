import type { FlashTopic } from '../../contract/window/flash.ts';
import { howVerified } from '../../contract/window/flash-verified.ts';
import type { Words } from '../../words/words.ts';
import type { Notify } from '../notify.ts';

/** Tells a person who looks elsewhere how a job has ended; of one that was given up there is nothing to tell. */
export function tellEnd({ state, image, targets }: FlashTopic, notify: Pick<Notify, 'say'>, { t }: Words): void {
  if (state !== 'done' && state !== 'failed') return;
  const facts = { name: image.host ?? image.name, verified: howVerified(targets) };
  notify.say(t(`window.notify.card-${state}.title`), t(`window.notify.card-${state}.text`, facts));
}
