// Makes assets/flake/project/settings.schema.json: `npm run schema`, after each change of a setting or its words.
import { writeFile } from 'node:fs/promises';
import { SETTINGS_SCHEMA_FILE, settingsJsonSchema } from './settings-schema.ts';

await writeFile(SETTINGS_SCHEMA_FILE, await settingsJsonSchema());
