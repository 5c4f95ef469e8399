import { CAUSES, type ErrorCode } from '../../../src/core/errors/causes.ts';
import type { Cause, FactValue } from '../../../src/core/errors/page.ts';
import type { Verdict } from '../../../src/core/flash/verdict.ts';

export type Example = Readonly<Record<string, FactValue>>;

/** Who is likely at fault for a wrong block, and what speaks for it: whatever `judgeMismatch` finds. */
export const VERDICTS: readonly Pick<Verdict, 'suspect' | 'grounds'>[] = [
  { suspect: 'card', grounds: 'same' },
  { suspect: 'card', grounds: 'again' },
  { suspect: 'card', grounds: 'another' },
  { suspect: 'reader', grounds: 'right' },
  { suspect: 'reader', grounds: 'unsteady' },
  { suspect: 'image', grounds: 'image' },
  { suspect: 'unknown', grounds: 'cached' },
];

/** Facts of a cause that only come in these rows: one by one they would say what never happens. */
const ROWS: Partial<Readonly<Record<ErrorCode, readonly Example[]>>> = {
  'verify-mismatch': VERDICTS.map((verdict) => ({ ...verdict })),
};

/**
 * Facts that a cause may come with: for each reason the first values of its page, then each other value in its place, and each
 * row of facts that come together. What is null is tried without a reason, or with the first: many a finer reason is only known
 * where the fact is.
 */
export function examplesOf(code: ErrorCode): readonly Example[] {
  const [usual, ...others] = ROWS[code] ?? [];
  const one = varied(CAUSES[code]);
  if (!usual) return one;
  const [first] = one;
  return [...one.filter((example) => has(example, usual)), ...others.map((row) => ({ ...first, ...row }))];
}

/** Of these the first for each reason, and for each row: their words differ most. */
export function tellingExamplesOf(code: ErrorCode): readonly Example[] {
  const rows = ROWS[code] ?? [];
  const examples = examplesOf(code);
  const kindOf = (example: Example): string =>
    `${String(example.reason)} ${rows.findIndex((row) => has(example, row))}`;
  return examples.filter((example, at) => examples.findIndex((other) => kindOf(other) === kindOf(example)) === at);
}

function has(example: Example, row: Example): boolean {
  return Object.entries(row).every(([name, value]) => example[name] === value);
}

function varied({ facts }: Cause): readonly Example[] {
  const reasons = facts.reason?.values ?? [null];
  const plain = reasons.includes(null) ? null : (reasons[0] ?? null);
  return reasons.flatMap((reason) => {
    const named = Object.entries(facts).filter(
      ([name, fact]) => name !== 'reason' && (fact.reasons?.includes(String(reason)) ?? true),
    );
    const first = { ...Object.fromEntries(named.map(([name, { values }]) => [name, values[0]])), reason };
    const others = named.flatMap(([name, { values }]) =>
      values
        .slice(1)
        .filter((value) => value !== null || reason === plain)
        .map((value) => ({ ...first, [name]: value })),
    );
    return [first, ...others];
  });
}
