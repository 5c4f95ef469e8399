import { describe, expect, it } from 'vitest';
import { markerText, parseMarker } from '../../../src/core/images/marker.ts';

const STARTED = '2026-11-22T10:00:00.000Z';

describe('parseMarker', () => {
  it('reads what the writer leaves on a card', () => {
    expect(parseMarker(markerText(STARTED, 'job-7'))).toEqual({ startedAt: STARTED, job: 'job-7' });
    expect(parseMarker(`${markerText(STARTED, 'job-7')}${'\0'.repeat(4096)}`)).toEqual({
      startedAt: STARTED,
      job: 'job-7',
    });
  });

  it('knows a marker of another version, and gives nothing back that is not of its form', () => {
    expect(parseMarker('NIXBERRY-UNFINISHED 9\nstarted \u001b[2J\njob a b\n')).toEqual({ startedAt: null, job: null });
  });

  it.each(['', 'nixberry', '\0'.repeat(512), ` ${markerText(STARTED, 'job')}`])('is null for anything else', (text) => {
    expect(parseMarker(text)).toBe(null);
  });
});
