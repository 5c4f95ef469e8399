import type { FlashTopic } from '../../contract/window/flash.ts';
import type { Words } from '../../words/words.ts';
import type { Notify } from '../notify.ts';

/**
 * Tells a person who looks elsewhere that a card waits for an answer: once for each question, however often the job is told of
 * while it is open.
 */
export function createTellRewrite(notify: Pick<Notify, 'say'>, words: () => Words): (topic: FlashTopic | null) => void {
  let told: string | null = null;
  return (topic) => {
    const rewrite = topic?.rewrite ?? null;
    const asked = topic && rewrite && `${topic.id} ${rewrite.target} ${rewrite.firstWrong}`;
    if (asked === told) return;
    told = asked;
    if (rewrite === null) return;
    const { t } = words();
    notify.say(t('window.notify.card-asks.title'), t('window.notify.card-asks.text', { name: rewrite.name }));
  };
}
