import type { Need } from './needs.ts';

/** What a group's runner reported. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One part of `npm test`: a file in this folder and a line in `list.ts`. */
export interface Group {
  readonly name: string;
  /** In a few words, for `npm test -- --list`. */
  readonly purpose: string;
  readonly needs: readonly Need[];
  /** Runs programs of `dist/`, which is built before. */
  readonly built: boolean;
  /** How long it may take on two processors (s). More is said, and is no failure: the machine may have been busy. */
  readonly budgetSeconds?: number;
  /** Why a CI machine cannot have what this group needs; then it may be skipped there, too. */
  readonly notInCi?: string;
  /** Runs it; what it says goes to the terminal. Never rejects for a test that fails. */
  run(): Promise<Tally>;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NOTHING,
  );
}
