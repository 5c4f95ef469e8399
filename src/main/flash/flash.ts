import { randomUUID } from 'node:crypto';
import type { CallInput } from '../../contract/api.ts';
import type { FlashTopic } from '../../contract/window/flash.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { isNothingMissing, seedIncomplete } from '../../core/seed/missing.ts';
import type { ChosenTarget, DriveList } from '../drives/drives.ts';
import type { ImageToWrite } from '../images/chosen.ts';
import type { Images } from '../images/images.ts';
import type { Vault } from '../secrets/vault.ts';
import { runFlash, type FlashRun, type FlashSurroundings } from './run-flash.ts';

export interface FlashOptions extends FlashSurroundings {
  readonly images: Pick<Images, 'chosen'>;
  readonly vault: Pick<Vault, 'missing' | 'takeFor'>;
  readonly publish: (topic: FlashTopic | null) => void;
  /** Told of each end that a person may want to hear of. */
  readonly onEnd: (topic: FlashTopic) => void;
}

/** The writing of the window: there is at most one. */
export interface Flash {
  /** Throws AppError `flash-running`, `offer-gone`, `seed-incomplete`, and those of a virtual card's place. */
  start(order: CallInput<'flash.start'>): Promise<void>;
  /** Throws AppError `confirm-refused`. */
  answer(answer: CallInput<'flash.answer'>): void;
  /** Throws AppError `confirm-refused`. */
  answerRewrite(answer: CallInput<'flash.rewrite'>): void;
  cancel(): void;
  /** Forgets one that has ended. */
  clear(): void;
  /** Whether something is being written, or about to be. */
  isBusy(): boolean;
  /** Whether the one that runs, or the last, was agreed to: a card was, or may have been, begun with. */
  hasBegun(): boolean;
  /** The one that runs, or the last. */
  run(): FlashRun | null;
  /** Ends it, and resolves when the writer is gone. Never rejects. */
  close(): Promise<void>;
}

export function createFlash(options: FlashOptions): Flash {
  const { images, list, vault, publish, onEnd } = options;
  let run: FlashRun | null = null;
  let isStarting = false;
  const isBusy = (): boolean => isStarting || (run !== null && !run.hasEnded());

  return {
    start: async (order) => {
      if (isBusy()) throw new AppError('flash-running');
      isStarting = true;
      try {
        const image = chosenImage(images, order.image);
        const targets = chosenTargets(list, order.targets);
        await assertSecrets(image, vault);
        list.stopLooking();
        run = runFlash({ ...options, job: { ...order, id: randomUUID(), image, targets }, publish });
      } finally {
        isStarting = false;
      }
      void follow(run);
    },
    answer: ({ id, yes, typed }) => {
      if (run?.id !== id) throw new AppError('confirm-refused', { reason: 'gone' });
      run.answer(yes, typed);
    },
    answerRewrite: ({ id, target, yes }) => {
      if (run?.id !== id) throw new AppError('confirm-refused', { reason: 'gone' });
      run.answerRewrite(target, yes);
    },
    cancel: () => run?.cancel(),
    clear: () => {
      if (isBusy()) return;
      run = null;
      publish(null);
    },
    isBusy,
    hasBegun: () => run?.topic().begun ?? false,
    run: () => run,
    close: async () => {
      run?.cancel();
      await run?.ended;
    },
  };

  async function follow(one: FlashRun): Promise<void> {
    const topic = await one.ended;
    if (topic.begun) list.written(one.job.targets);
    if (run !== one) return;
    // A "no" has changed nothing, and there is nothing to tell of it.
    if (topic.state === 'cancelled' && !topic.begun) {
      run = null;
      publish(null);
    } else onEnd(topic);
  }
}

/** What the page shows as chosen has to be what is chosen: here, and of the drives below. */
function chosenImage(images: Pick<Images, 'chosen'>, id: string): ImageToWrite {
  const image = images.chosen();
  if (image?.shown.id !== id) throw new AppError('offer-gone', { kind: 'image' });
  return image;
}

function chosenTargets(list: Pick<DriveList, 'chosen'>, ids: readonly string[]): readonly ChosenTarget[] {
  const chosen = list.chosen();
  const isSame = chosen.length === ids.length && chosen.every(({ id }) => ids.includes(id));
  if (!isSame) throw new AppError('offer-gone', { kind: 'drive' });
  return chosen;
}

async function assertSecrets({ shown }: ImageToWrite, vault: Pick<Vault, 'missing'>): Promise<void> {
  if (shown.needs === null) return;
  const missing = await vault.missing(shown.needs);
  if (!isNothingMissing(missing)) throw seedIncomplete(shown.needs.host, missing);
}
