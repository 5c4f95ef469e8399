import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchInterrupts } from '../../src/cli/interrupts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As if Ctrl-C came, for our listener alone. */
function interrupt(): void {
  process.listeners('SIGINT').at(-1)?.('SIGINT');
}

test('that stopping takes time is said when it does', () => {
  const complain = vi.fn();
  const { signal, stop } = watchInterrupts(complain);
  interrupt();
  expect(signal.aborted).toBe(true);
  vi.advanceTimersByTime(200);
  expect(complain).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(complain).toHaveBeenCalledOnce();
  stop();
});

test('a job that stops at once says nothing of it', () => {
  const complain = vi.fn();
  const { stop } = watchInterrupts(complain);
  interrupt();
  stop();
  vi.advanceTimersByTime(1000);
  expect(complain).not.toHaveBeenCalled();
});
