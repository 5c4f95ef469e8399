import * as z from 'zod';
import { answersSchema } from './settings.ts';

/** What may stand at a place of the settings. */
export interface Slot {
  readonly schema: z.core.$ZodType;
  /** Whether it may be null. */
  readonly nullable: boolean;
}

/** What may stand at a path; null where the settings have no such place. Indexes are not held against any length. */
export function slotAt(path: readonly PropertyKey[]): Slot | null {
  return path.reduce<Slot | null>((slot, step) => slot && below(slot, step), {
    schema: answersSchema,
    nullable: false,
  });
}

/** The fields at a path, of all its variants. */
export function fieldNames(path: readonly PropertyKey[]): string[] {
  const slot = slotAt(path);
  return slot ? [...new Set(shapes(slot.schema).flatMap((shape) => Object.keys(shape)))] : [];
}

/** Every place that has a name, as `wifi.country` and `wifi.networks[0].ssid`. */
export function allPaths(schema: z.core.$ZodType = answersSchema, prefix = ''): string[] {
  const { schema: inner } = unwrap(schema);
  if (inner instanceof z.ZodArray) return allPaths(inner.element, `${prefix}[0]`);
  return shapes(inner).flatMap((shape) =>
    Object.entries(shape).flatMap(([name, field]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      return [path, ...allPaths(field, path)];
    }),
  );
}

/** The field that says which variant of a union it is, and the names that the variant of a value has. */
export function variantsOf({ schema }: Slot): { key: string; namesOf: (value: unknown) => readonly string[] } | null {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return null;
  const key = schema.def.discriminator;
  const namesOf = (value: unknown): readonly string[] => {
    const own = shapes(schema).filter((shape) => shape[key] && z.safeParse(shape[key], value).success);
    return own.flatMap((shape) => Object.keys(shape));
  };
  return { key, namesOf };
}

function below({ schema }: Slot, step: PropertyKey): Slot | null {
  if (typeof step === 'number') return schema instanceof z.ZodArray ? unwrap(schema.element) : null;
  const fields = shapes(schema).flatMap((shape) => {
    const field = Object.hasOwn(shape, step) ? shape[String(step)] : undefined;
    return field ? [field] : [];
  });
  const [first] = fields;
  if (!first) return null;
  return unwrap(fields.length > 1 ? z.union(fields) : first);
}

function shapes(schema: z.core.$ZodType): readonly z.core.$ZodShape[] {
  if (schema instanceof z.ZodObject) return [schema.shape];
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => shapes(unwrap(option).schema)) : [];
}

function unwrap(schema: z.core.$ZodType, nullable = false): Slot {
  if (schema instanceof z.ZodNullable) return unwrap(schema.unwrap(), true);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return unwrap(schema.unwrap(), nullable);
  return { schema, nullable };
}
