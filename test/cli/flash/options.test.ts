import { Command } from 'commander';
import { expect, test } from 'vitest';
import { flashOrder, withFlashOptions, type FlashOptions } from '../../../src/cli/flash/options.ts';

function order(...argv: readonly string[]): ReturnType<typeof flashOrder> {
  const command = withFlashOptions(new Command().exitOverride());
  return flashOrder(
    command.parse(['--to', 'card-that-is-not-there.img', ...argv], { from: 'user' }).opts<FlashOptions>(),
  );
}

test.each([
  [[], 'new'],
  [['--probe'], 'always'],
  [['--no-probe'], 'never'],
] as const)('with %j the drive is probed: %s', (argv, probe) => {
  expect(order(...argv).probe).toBe(probe);
});

test('only what differs is written when that is asked for', () => {
  expect(order().onlyChanged).toBe(false);
  expect(order('--only-changed').onlyChanged).toBe(true);
});
