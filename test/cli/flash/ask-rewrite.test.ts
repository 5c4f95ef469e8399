import { describe, expect, it } from 'vitest';
import { createMayRewrite } from '../../../src/cli/flash/ask-rewrite.ts';
import { flashOrder, withFlashOptions, type FlashOptions } from '../../../src/cli/flash/options.ts';
import { Command } from 'commander';
import { fakeTerminal } from '../fake-terminal.ts';

const QUESTION = { target: '/dev/sdb', length: 1 << 20, firstWrong: 34_615_353, wrongBytes: 1, wrongBits: 1 };

async function answerOf(choice: { yes: boolean; rewriteBadBlock: boolean }, canAsk: boolean) {
  const terminal = fakeTerminal({ canAsk });
  const signal = new AbortController().signal;
  const yes = await createMayRewrite({ terminal }, choice)(QUESTION, signal);
  return { yes, said: terminal.said };
}

describe('whether a bad block is written once more', () => {
  it.each([
    ['with --yes', { yes: true, rewriteBadBlock: false }, true],
    ['without a terminal', { yes: false, rewriteBadBlock: false }, false],
  ])('%s: no, and nobody is asked', async (_name, choice, canAsk) => {
    expect(await answerOf(choice, canAsk)).toEqual({ yes: false, said: [] });
  });

  it.each([true, false])('--rewrite-bad-block: yes, and nobody is asked (terminal: %s)', async (canAsk) => {
    expect(await answerOf({ yes: true, rewriteBadBlock: true }, canAsk)).toEqual({ yes: true, said: [] });
  });

  it('on a terminal the person is told what is wrong; without an answer it is no, and what was drawn comes back', async () => {
    const steps: string[] = [];
    const terminal = fakeTerminal({
      canAsk: true,
      pause: () => {
        steps.push('pause');
        return () => steps.push('go on');
      },
      complain: (text) => steps.push(text),
    });
    const controller = new AbortController();
    controller.abort();
    const mayRewrite = createMayRewrite({ terminal }, { yes: false, rewriteBadBlock: false });
    expect(await mayRewrite(QUESTION, controller.signal)).toBe(false);
    expect(steps).toEqual([
      'pause',
      expect.stringMatching(/^\/dev\/sdb has kept other bytes .* first at byte 34,615,353: 1\u00a0bit in 1\u00a0byte/),
      'go on',
    ]);
  });

  it('is an option of its own, and not a part of --yes', () => {
    const orderOf = (...argv: readonly string[]) => {
      const command = withFlashOptions(new Command());
      command.parse(['--to', 'card.img', ...argv], { from: 'user' });
      return flashOrder(command.opts<FlashOptions>()).rewriteBadBlock;
    };
    expect([orderOf('--yes'), orderOf('--yes', '--rewrite-bad-block')]).toEqual([false, true]);
  });
});
