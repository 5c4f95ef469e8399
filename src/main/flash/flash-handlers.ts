import type { Handlers } from '../../contract/api.ts';
import { addLine } from '../../core/seed/known-hosts.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { changeKnownHosts } from '../../node/seed/known-hosts-file.ts';
import type { Words } from '../../words/words.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Flash } from './flash.ts';
import type { Vault } from '../secrets/vault.ts';
import { writeReceipt } from './receipt-file.ts';

type FlashCalls = keyof Handlers & (`flash.${string}` | `receipt.${string}` | `knownHosts.${string}`);

export interface FlashHandling {
  readonly flash: Flash;
  readonly vault: Pick<Vault, 'cardDone'>;
  readonly dialogs: Pick<Dialogs, 'saveFile'>;
  readonly words: () => Words;
  /** Where ssh looks. */
  readonly knownHosts: () => string;
}

export function flashHandlers({ flash, vault, dialogs, words, knownHosts }: FlashHandling): Pick<Handlers, FlashCalls> {
  return {
    'flash.start': async (order) => {
      await flash.start(order);
      return undefined;
    },
    'flash.answer': (answer) => {
      flash.answer(answer);
      return undefined;
    },
    'flash.rewrite': (answer) => {
      flash.answerRewrite(answer);
      return undefined;
    },
    'flash.cancel': () => {
      flash.cancel();
      return undefined;
    },
    'flash.clear': () => {
      flash.clear();
      return undefined;
    },
    'flash.leave': async () => {
      if (flash.isBusy()) throw new AppError('flash-running');
      await vault.cardDone();
      return undefined;
    },
    'flash.finish': async () => {
      if (flash.isBusy()) throw new AppError('flash-running');
      flash.clear();
      await vault.cardDone();
      return undefined;
    },
    'receipt.save': async () => {
      const topic = flash.run()?.topic();
      if (!topic) throw new AppError('offer-gone', { kind: 'receipt' });
      const { t } = words();
      const filters = [
        { name: t('window.dialog.receipt-text'), extensions: ['txt'] },
        { name: t('window.dialog.receipt-json'), extensions: ['json'] },
      ];
      const suggested = `${topic.image.host ?? 'card'}-receipt.txt`;
      const path = await dialogs.saveFile({ title: t('window.dialog.receipt'), suggested, filters });
      if (path === null) return false;
      await writeReceipt(path, topic, words());
      return true;
    },
    'knownHosts.add': async ({ target }) => {
      const found = flash
        .run()
        ?.topic()
        .targets.find(({ id }) => id === target);
      // Only of a card that is right: another one's Pi will never show this key.
      const key = found?.outcome?.kind === 'done' ? found.hostKey : null;
      if (!key) throw new AppError('offer-gone', { kind: 'host-key' });
      return changeKnownHosts(knownHosts(), (text) => addLine(text, key.line));
    },
  };
}
