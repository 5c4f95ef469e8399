import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLiveRegion, type LiveRegion } from '../../../src/cli/render/live-region.ts';

const FRAME = 'card  verifying  60 %';
let written = '';
let region: LiveRegion;

beforeEach(() => {
  vi.useFakeTimers();
  written = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
  let frames = 0;
  region = createLiveRegion(() => `${FRAME} ${++frames}`);
});

afterEach(() => {
  region.end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What was written while the given time passed. */
function during(ms: number): string {
  written = '';
  vi.advanceTimersByTime(ms);
  return written;
}

test('is drawn again and again', () => {
  expect(during(250)).toContain(FRAME);
  expect(during(250)).toContain(FRAME);
});

test('is away while a question stands there, and comes back', () => {
  during(250);
  const goOn = region.pause();
  written = '';
  region.keep('said meanwhile');
  expect(written).toBe('said meanwhile\n');
  expect(during(1000)).toBe('');
  goOn();
  expect(during(250)).toContain(FRAME);
});

test('does not come back when it has ended meanwhile', () => {
  const goOn = region.pause();
  region.end();
  goOn();
  expect(during(1000)).toBe('');
});
