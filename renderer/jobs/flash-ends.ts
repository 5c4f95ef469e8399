import type { FlashTarget, FlashTopic } from '../../src/contract/window/flash.ts';

/** Whether a job has come as far as a card: from then on its page is *Write and verify*, before that *Drive*. */
export function hasBegun(flash: FlashTopic | null): boolean {
  return flash?.begun ?? false;
}

export function isRunning(flash: FlashTopic | null): boolean {
  return flash !== null && ['preparing', 'asking', 'running'].includes(flash.state);
}

/** The cards that are written and verified. */
export function rightTargets(flash: FlashTopic | null): readonly FlashTarget[] {
  return flash?.targets.filter(({ outcome }) => outcome?.kind === 'done') ?? [];
}

/** What the image is called: the Pi that it makes, else its file. */
export function imageName({ image }: Pick<FlashTopic, 'image'>): string {
  return image.host ?? image.name;
}
