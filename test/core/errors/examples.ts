import type { Cause, FactValue } from '../../../src/core/errors/page.ts';

export type Example = Readonly<Record<string, FactValue>>;

/**
 * Facts that a cause may come with: for each reason the first values of its page, then each other value in its place. What
 * is null is tried without a reason, or with the first: many a finer reason is only known where the fact is.
 */
export function examplesOf({ facts }: Cause): readonly Example[] {
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
