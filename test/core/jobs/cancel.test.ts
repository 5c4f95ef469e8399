import { describe, expect, it, vi } from 'vitest';
import { followSignal } from '../../../src/core/jobs/cancel.ts';

describe('followSignal', () => {
  it('is aborted with the one that it follows', () => {
    const controller = new AbortController();
    const signal = followSignal(controller.signal);
    const listener = vi.fn();
    signal.addEventListener('abort', listener);
    expect(signal.aborted).toBe(false);
    controller.abort();
    expect(signal.aborted).toBe(true);
    expect(listener).toHaveBeenCalledOnce();
  });

  it('is aborted from the start when the other one is', () => {
    expect(followSignal(AbortSignal.abort()).aborted).toBe(true);
  });

  it('is aborted alone, once, and then follows no more', () => {
    const controller = new AbortController();
    const signal = followSignal(controller.signal);
    const listener = vi.fn();
    signal.addEventListener('abort', listener);
    signal.abort();
    signal.abort();
    controller.abort();
    expect(listener).toHaveBeenCalledOnce();
  });

  it('leaves alone who has stopped listening', () => {
    const signal = followSignal(new AbortController().signal);
    const listener = vi.fn();
    signal.addEventListener('abort', listener);
    signal.removeEventListener('abort', listener);
    signal.abort();
    expect(listener).not.toHaveBeenCalled();
  });
});
