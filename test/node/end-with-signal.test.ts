import { execa } from 'execa';
import { describe, expect, it, vi } from 'vitest';
import { endWithSignal } from '../../src/node/end-with-signal.ts';

const sleeper = () => execa(process.execPath, ['-e', 'setTimeout(() => undefined, 60_000)'], { reject: false });

describe('endWithSignal', () => {
  it('ends a child when the signal comes', async () => {
    const abort = new AbortController();
    const child = sleeper();
    endWithSignal(child, abort.signal);
    abort.abort();
    expect((await child).signal).toBe('SIGTERM');
  });

  it('ends a child at once when the signal came before', async () => {
    const child = sleeper();
    endWithSignal(child, AbortSignal.abort());
    expect((await child).signal).toBe('SIGTERM');
  });

  it('never signals a child that could not be started: that would be our own process group', async () => {
    const abort = new AbortController();
    const child = execa('nixberry-no-such-program', { reject: false });
    // Replaced, not watched: the real one would end this test run.
    const kill = vi.fn(() => true);
    endWithSignal({ pid: child.pid, kill }, abort.signal);
    abort.abort();
    expect(kill).not.toHaveBeenCalled();
    expect((await child).code).toBe('ENOENT');
  });
});
