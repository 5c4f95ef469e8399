import { describe, expect, it } from 'vitest';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import { buildStep } from '../../../../renderer/steps/build/step.tsx';
import { timeLeftMs } from '../../../../renderer/steps/build/times.ts';
import { FIRST_DRAFT } from '../../../../renderer/state/draft-store.ts';
import type { Situation } from '../../../../renderer/state/situation.ts';
import type { BuildView } from '../../../../src/contract/window/build.ts';
import { completeSettings } from '../../../../src/core/spec/complete.ts';
import { DONE, FAILED, RUNNING } from './build-views.ts';

// Of the topics the step asks for these two alone.
const situation = (build: BuildView | null): Situation => ({
  draft: { ...FIRST_DRAFT, place: 'host:ada@forge' },
  completed: completeSettings({}),
  isDemo: false,
  topics: { build, project: null } as Situation['topics'],
});
const CANCELLED: BuildView = { ...RUNNING, state: 'cancelled' };

describe('the sentence before the build', () => {
  it('names the machine that was chosen', () => {
    expect(buildStep.sentence?.(situation(null), ENGLISH)).toContain('forge');
  });

  it('of the demo says that neither the answers nor the machine count', () => {
    const said = buildStep.sentence?.({ ...situation(null), isDemo: true }, ENGLISH);
    expect(said).toMatch(/^The demo's image is built on this computer, not this project/);
  });
});

describe('the build in the side bar', () => {
  it.each<[string, BuildView | null, string | null, string | null]>([
    ['none', null, null, 'open'],
    ['running', RUNNING, '37/111', 'open'],
    ['reading the flake', { ...RUNNING, builds: { ...RUNNING.builds, expected: 0 } }, 'running', 'open'],
    ['done', DONE, '1.2\u00a0GB', null],
    ['failed', FAILED, 'failed', 'mend'],
    ['cancelled', CANCELLED, null, 'open'],
  ])('%s', (_, build, answer, lack) => {
    expect(buildStep.answer(situation(build), ENGLISH)).toBe(answer);
    expect(buildStep.lacks?.(situation(build))[0]?.kind ?? null).toBe(lack);
  });

  it('names the Pi and the machine in its sentence', () => {
    expect(buildStep.sentence?.(situation(RUNNING), ENGLISH)).toBe(
      'greenhouse on forge (aarch64-linux). You may leave this page; the build goes on.',
    );
    expect(buildStep.sentence?.(situation(null), ENGLISH)).toContain('on forge');
  });
});

describe('the time that is left', () => {
  it('is rounded to what it is worth, and never grows by itself', () => {
    const left = Array.from({ length: 1900 }, (_, second) => timeLeftMs(1_800_000, second * 1000));
    for (const [second, ms] of left.entries()) {
      expect(ms === null).toBe(second >= 1800);
      expect(ms ?? 0).toBeLessThanOrEqual(left[second - 1] ?? Infinity);
      expect(ms ?? Infinity).toBeGreaterThanOrEqual(1_800_000 - second * 1000);
    }
    expect(timeLeftMs(null, 5)).toBeNull();
  });
});
