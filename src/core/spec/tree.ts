import { fieldNames, slotAt, variantsOf } from './schema-walk.ts';

/** A JSON object that nobody has judged. */
export type Json = Readonly<Record<string, unknown>>;

export function isPlainObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A copy of the tree with a value at a path that the schema has; what is missing on the way is made. Null when an index is
 * further than one behind the end of its list.
 */
export function place(root: Json, path: readonly (string | number)[], value: unknown): Json | null {
  const done = placeBelow(root, path, value, []);
  return isPlainObject(done) ? done : null;
}

/** Undefined stands for a gap: no JSON value is undefined. */
function placeBelow(
  old: unknown,
  [step, ...rest]: readonly (string | number)[],
  value: unknown,
  at: readonly (string | number)[],
): unknown {
  if (step === undefined) return value;
  const here = [...at, step];
  if (typeof step === 'number') {
    const list: readonly unknown[] = Array.isArray(old) ? old : [];
    if (step > list.length) return undefined;
    const item = placeBelow(list[step], rest, value, here);
    return item === undefined ? undefined : [...list.slice(0, step), item, ...list.slice(step + 1)];
  }
  const fields = isPlainObject(old) ? old : {};
  const field = placeBelow(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, value, here);
  return field === undefined ? undefined : { ...ofVariant(fields, at, step, field), [step]: field };
}

/** The fields that stay when the field that tells variants apart gets another value: a static address is no DHCP. */
function ofVariant(fields: Json, at: readonly (string | number)[], step: string, field: unknown): Json {
  const slot = slotAt(at);
  const variants = slot && variantsOf(slot);
  if (variants?.key !== step || fields[step] === field) return fields;
  const names = variants.namesOf(field);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

/**
 * A list of the tree with one item more or less; null when there is none to take out. Adding what
 * is there changes nothing. An object may be named by the text of its first field.
 */
export function changeList(
  root: unknown,
  path: readonly (string | number)[],
  operator: string,
  item: unknown,
): unknown[] | null {
  const list = valueAt(root, path);
  const old: readonly unknown[] = Array.isArray(list) ? list : [];
  const [name = ''] = fieldNames([...path, 0]);
  const isIt = (other: unknown): boolean =>
    isPlainObject(other) && typeof item === 'string' ? other[name] === item : canonical(other) === canonical(item);
  if (operator === '+=') return old.some(isIt) ? [...old] : [...old, item];
  return old.some(isIt) ? old.filter((other) => !isIt(other)) : null;
}

/** What stands at a path; undefined where there is nothing. */
export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'number') return Array.isArray(value) ? value[step] : undefined;
    return isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, root);
}

/** The same text for the same JSON, whatever the order of its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isPlainObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
