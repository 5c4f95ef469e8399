import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTINGS_SCHEMA_FILE, settingsJsonSchema } from '../../build/settings-schema.ts';
import { allPaths } from '../../src/core/spec/schema-walk.ts';

test('the JSON schema in the project is that of the settings; `npm run schema` makes it anew', async () => {
  expect(readFileSync(SETTINGS_SCHEMA_FILE, 'utf8')).toBe(await settingsJsonSchema());
});

test('and every field in it has words', async () => {
  const schema = await settingsJsonSchema();
  const described = schema.match(/"description":/g) ?? [];
  // `method` is in both variants of ethernet; an element of a list has no words of its own.
  const fields = new Set(allPaths().filter((path) => !path.endsWith(']')));
  expect(described.length).toBe(fields.size + 1);
});
