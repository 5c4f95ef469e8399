import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { answersSchema } from '../src/core/spec/settings.ts';

/** Where the project's copy is kept. */
export const SETTINGS_SCHEMA_FILE = new URL('../assets/flake/project/settings.schema.json', import.meta.url);

const CATALOGUE = new URL('../assets/locales/en.json', import.meta.url);

type Words = Readonly<Record<string, string>>;
type Schema = Readonly<Record<string, unknown>>;

/** The text of `settings.schema.json`: what editors know of the settings, each with its words. */
export async function settingsJsonSchema(): Promise<string> {
  const words = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as Words;
  const { $schema, ...schema } = z.toJSONSchema(answersSchema, { io: 'input' });
  const described = describe(schema, 'setting.field', words);
  const text = JSON.stringify({ $schema, title: 'One Raspberry Pi of a Nixberry project', ...described });
  const file = SETTINGS_SCHEMA_FILE.pathname;
  return format(text, { ...(await resolveConfig(file)), filepath: file, objectWrap: 'collapse' });
}

/** The schema with the words of each field. (Not with zod's `override`: that sees a schema once, used twice or not.) */
function describe(schema: Schema, key: string, words: Words): Schema {
  const deeper = (part: unknown): unknown => (isSchema(part) ? describe(part, key, words) : part);
  const { properties, items, anyOf, oneOf, ...rest } = schema;
  return {
    ...rest,
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => {
          const path = `${key}.${name}`;
          const description = words[path];
          const below = isSchema(field) ? describe(field, path, words) : {};
          return [name, description === undefined ? below : { description, ...below }];
        }),
      ),
    }),
    ...(items !== undefined && { items: deeper(items) }),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map(deeper) }),
    ...(Array.isArray(oneOf) && { oneOf: oneOf.map(deeper) }),
  };
}

function isSchema(part: unknown): part is Schema {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
