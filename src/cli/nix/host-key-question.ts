import type { HostKeyQuestion } from '../../core/places/check.ts';
import { ask, isYes } from '../ask.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';

/**
 * The question whether a key is that of the machine that was meant. Fingerprints given beforehand answer it; without them
 * and without a terminal the answer is no, and the error that follows says how to give it.
 */
export function createHostKeyQuestion(
  { terminal, signal }: Context,
  expected: readonly string[],
): (question: HostKeyQuestion) => Promise<boolean> {
  return async ({ place, key }) => {
    if (expected.length > 0) return expected.includes(key.fingerprint);
    if (!terminal.canAsk) return false;
    const { fingerprint, algorithm } = key;
    terminal.complain(t('cli.host-key.unknown', { place, fingerprint, algorithm }));
    return isYes(await ask(t('cli.host-key.ask'), signal));
  };
}
