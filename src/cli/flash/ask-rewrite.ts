import type { FlashRequest } from '../../core/flash/request.ts';
import { ask, isYes } from '../ask.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';

export interface RewriteChoice {
  /** No question is asked. */
  readonly yes: boolean;
  /** This one is answered with yes. */
  readonly rewriteBadBlock: boolean;
}

/**
 * Whether a block that the card has kept wrong is written once more. Where nobody is there to be asked it is not: to trust
 * such a card is for a person to decide, and that the named drive may be overwritten does not say so.
 */
export function createMayRewrite(
  { terminal }: Pick<Context, 'terminal'>,
  { yes, rewriteBadBlock }: RewriteChoice,
): FlashRequest['mayRewrite'] {
  return async ({ target: device, firstWrong, wrongBytes: wrong, wrongBits: flipped }, signal) => {
    if (rewriteBadBlock) return true;
    if (yes || !terminal.canAsk) return false;
    const goOn = terminal.pause();
    try {
      terminal.complain(t('cli.rewrite.found', { device, firstWrong, wrong, flipped }));
      return isYes(await ask(t('cli.rewrite.question'), signal));
    } finally {
      goOn();
    }
  };
}
