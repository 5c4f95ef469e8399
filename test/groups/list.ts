import { check } from './check.ts';
import { demo } from './demo.ts';
import { e2e } from './e2e.ts';
import { flakeEval } from './flake-eval.ts';
import type { Group } from './group.ts';
import { integration } from './integration.ts';
import { rig } from './rig.ts';
import { unit } from './unit.ts';

/** The groups of `npm test`, quick ones first. A new one: a file here and a line in this array. */
export const GROUPS: readonly Group[] = [check, unit, demo, integration, e2e, flakeEval, rig];
