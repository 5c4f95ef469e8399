import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isDetached } from '../../src/core/jobs/cancel.ts';
import { watchInterrupts } from '../../src/cli/interrupts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** As if it came, for our listener alone. */
function interrupt(name: 'SIGINT' | 'SIGTERM' | 'SIGHUP' = 'SIGINT'): void {
  process.listeners(name).at(-1)?.(name);
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

test.each([
  ['SIGINT', false],
  ['SIGTERM', true],
  ['SIGHUP', true],
] as const)('what goes on elsewhere is left alone at %s: %s', (name, left) => {
  const { signal, stop } = watchInterrupts(vi.fn());
  expect(isDetached(signal)).toBe(false);
  interrupt(name);
  expect([signal.aborted, isDetached(signal)]).toEqual([true, left]);
  stop();
});

test('and when nobody reads stdout any more', () => {
  const { signal, stop } = watchInterrupts(vi.fn());
  process.stdout.emit('error', new Error('EPIPE'));
  expect(isDetached(signal)).toBe(true);
  stop();
});
