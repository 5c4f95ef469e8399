import { boardStep } from './board/step.tsx';
import { buildStep } from './build/step.tsx';
import { doneStep } from './done/step.tsx';
import { driveStep } from './drive/step.tsx';
import { extrasStep } from './extras/step.tsx';
import { nameAndUserStep } from './name-and-user/step.tsx';
import { networkStep } from './network/step.tsx';
import { regionStep } from './region/step.tsx';
import { reviewStep } from './review/step.tsx';
import { whereStep } from './where/step.tsx';
import { writeStep } from './write/step.tsx';
import type { WAYS } from '../../src/contract/window/draft.ts';
import type { StepDefinition } from './step.ts';

/** Every step, in the order of the way. */
export const STEPS: readonly StepDefinition[] = [
  boardStep,
  nameAndUserStep,
  networkStep,
  regionStep,
  extrasStep,
  whereStep,
  reviewStep,
  buildStep,
  driveStep,
  writeStep,
  doneStep,
];

/** The steps of a way: a Pi is described, built and written; an image file is only written. */
export function stepsOf(way: (typeof WAYS)[number]): readonly StepDefinition[] {
  switch (way) {
    case 'pi':
      return STEPS;
    case 'image':
      return STEPS.filter(({ group }) => group === 'card');
  }
}
