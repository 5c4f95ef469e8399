import type { FlashTopic } from '../../../src/contract/window/flash.ts';
import { wholeShare } from '../../../src/contract/window/flash-share.ts';
import type { MessageKey, Words } from '../../../src/words/words.ts';
import { hasBegun, imageName, rightTargets } from '../../jobs/flash-ends.ts';
import type { StepDefinition } from '../step.ts';
import { useWriteBack, useWriteNext } from './footer.ts';
import { WritePage } from './page.tsx';

export const writeStep: StepDefinition = {
  id: 'write',
  group: 'card',
  lacks: ({ topics: { flash } }) => {
    const key = lackOf(flash);
    return key === null ? [] : [{ kind: flash?.state === 'failed' ? 'mend' : 'open', says: { key } }];
  },
  bars: ({ topics: { flash } }) => (hasBegun(flash) ? null : { key: 'window.write.lack.none' }),
  answer: ({ topics: { flash } }, words) => (flash?.begun ? answerOf(flash, words) : null),
  sentence: ({ topics: { flash } }, words) => (flash === null ? '' : sentenceOf(flash, words)),
  Page: WritePage,
  useNext: useWriteNext,
  useBack: useWriteBack,
};

function lackOf(flash: FlashTopic | null): MessageKey | null {
  if (!flash?.begun) return 'window.write.lack.none';
  if (flash.state === 'running') return 'window.write.lack.running';
  return rightTargets(flash).length > 0 ? null : 'window.write.lack.failed';
}

/** "64 %" while it is written, how long it took when it is done. */
function answerOf(flash: FlashTopic, { t, share, duration }: Words): string | null {
  switch (flash.state) {
    case 'running': {
      const whole = wholeShare(flash);
      return whole === null ? null : share(whole);
    }
    case 'done':
      return duration(flash.elapsedMs);
    case 'failed':
      return t('window.write.answer.failed');
    case 'preparing':
    case 'asking':
    case 'cancelled':
      return null;
  }
}

/** A card that is ready, or gone, is not to be left in. */
function sentenceOf(flash: FlashTopic, { t, bytes }: Words): string {
  const { targets } = flash;
  const isOver = flash.state === 'done' || flash.state === 'failed' || flash.state === 'cancelled';
  const [first] = targets;
  const image = imageName(flash);
  if (targets.length > 1)
    return t(isOver ? 'window.write.sentence-several-ended' : 'window.write.sentence-several', {
      image,
      count: targets.length,
    });
  const size = first?.drive ? bytes(first.drive.bytes) : null;
  return t(isOver ? 'window.write.sentence-ended' : 'window.write.sentence', { image, name: first?.name ?? '', size });
}
