import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const POLICY = readFileSync('build/package/resources/org.nixberry.writer.policy', 'utf8');
const LANGUAGES = ['', 'de', 'fr', 'es', 'ja', 'zh_CN'];

/** What both a look and a write are called where the password is asked for. */
const READ = [/\bread\b/i, /\blesen\b/i, /\blire\b/i, /\bleer\b/i, /読み/, /读取/];

test.each(['description', 'message'])('the %s is true of reading as well as of writing, in each language', (name) => {
  const words = [...POLICY.matchAll(new RegExp(`<${name}(?: xml:lang="([^"]*)")?>([^<]*)<`, 'g'))];
  expect(words.map(([, language = '']) => language)).toEqual(LANGUAGES);
  for (const [at, [, , text = '']] of words.entries()) expect(text).toMatch(READ[at] ?? /^$/);
});
