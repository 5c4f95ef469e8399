import type { ExitKind } from './exit.ts';

export type FactValue = string | number | boolean | null;

/**
 * One fact of a cause: what it is, and values that it may have, the most telling first. They are made up; tests try the
 * words with each of them, and every case that the words tell apart has to be among them.
 */
export interface Fact<Value extends FactValue = FactValue> {
  readonly is: string;
  readonly values: readonly [Value, ...Value[]];
  /** Whether a cause may come without it, or with null. */
  readonly optional: boolean;
  /** Whether it is a number or a word of our own: what tells nothing about a person may stand in a diagnosis. */
  readonly own: boolean;
  /** What else it may be besides `values` without telling anything about a person. */
  readonly shape?: RegExp;
  /** The values of `reason` that it comes with; with all of them where this is not there. */
  readonly reasons?: readonly string[];
}

/** The page of a cause. */
export interface Cause {
  /** The kind of end that it leads to, and so the exit code. */
  readonly kind: ExitKind;
  /** When it comes about, and who finds it. */
  readonly when: string;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** The pages of a family, by code. */
export type Causes = Readonly<Record<string, Cause>>;

type ValueOf<OneFact> = OneFact extends Fact<infer Value> ? Value : never;

/**
 * The facts that may come with a cause, by the names and types of its page. Where one is missing, the compiler does not
 * tell: facts are often spread together; `test/core/errors/thrown.test.ts` does.
 */
export type FactsOf<Facts extends Cause['facts']> = { readonly [Name in keyof Facts]?: ValueOf<Facts[Name]> };

/** Text of a person or of another program: any text, such as these. */
export function text(is: string, ...values: readonly [string, ...string[]]): Fact<string> {
  return { is, values, optional: false, own: false };
}

/** Text that is among `values`, all of them our own words, also where its type does not say so. */
export function own(fact: Fact<string>): Fact<string> {
  return { ...fact, own: true };
}

/** As the system names why it refused (`EIO`). Where it had no name, other text may come: that is not ours. */
export function errno(is: string, ...values: readonly [string, ...string[]]): Fact<string> {
  return shaped(/^E[A-Z0-9]{2,14}$/, is, ...values);
}

/** Text that Nixberry itself puts together, as `shape` has it. */
export function shaped(shape: RegExp, is: string, ...values: readonly [string, ...string[]]): Fact<string> {
  return { ...own(text(is, ...values)), shape };
}

/** One of a few words of our own. */
export function oneOf<const Value extends string>(is: string, ...values: readonly [Value, ...Value[]]): Fact<Value> {
  return { is, values, optional: false, own: true };
}

/** A number. Shown as a size where the name is `bytes` or ends in `Bytes`, as a duration where it is `ms` or ends in `Ms`. */
export function number(is: string, ...values: readonly [number, ...number[]]): Fact<number> {
  return { is, values, optional: false, own: true };
}

/** Something that is measured in numbers or told by a name, such as the size or the serial of a drive. */
export function either(
  is: string,
  ...values: readonly [string | number, ...(string | number)[]]
): Fact<string | number> {
  return { is, values, optional: false, own: false };
}

export function flag(is: string, usual = true): Fact<boolean> {
  return { is, values: [usual, !usual], optional: false, own: true };
}

/** The same fact with other values: nearer to what a cause is about. */
export function like<Value extends FactValue>(
  fact: Fact<Value>,
  ...values: readonly [NoInfer<Value>, ...NoInfer<Value>[]]
): Fact<Value> {
  return { ...fact, values };
}

/** A fact that may be missing or null: the words say nothing of it then. */
export function maybe<Value extends FactValue>(fact: Fact<Value>): Fact<Value | null> {
  const [first, ...rest] = fact.values;
  return { ...fact, values: [first, null, ...rest], optional: true };
}

/** A fact that comes with some reasons only, and surely with those. */
export function only<Value extends FactValue>(reasons: readonly string[], fact: Fact<Value>): Fact<Value | null> {
  return { ...fact, optional: true, reasons };
}
