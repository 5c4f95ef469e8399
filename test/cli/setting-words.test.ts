import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { BOARDS, BOARD_IDS } from '../../src/core/boards/index.ts';
import { PROBLEMS, SETTING_WARNINGS } from '../../src/core/spec/codes.ts';
import { completeSettings } from '../../src/core/spec/complete.ts';
import { allPaths } from '../../src/core/spec/schema-walk.ts';
import { hasWords, t, type MessageKey } from '../../src/cli/words.ts';
import { thrownFacts } from './thrown-facts.ts';

const en = JSON.parse(readFileSync('assets/locales/en.json', 'utf8')) as Record<string, string>;
const fields = [...new Set(allPaths().map((path) => path.replaceAll('[0]', '')))];
const issues = [...new Set(BOARDS.flatMap(({ knownIssues }) => knownIssues.map(({ code }) => code)))];

const KEYS = {
  'setting.problem': PROBLEMS,
  'setting.warning': SETTING_WARNINGS,
  'setting.field': fields,
  'board.issue': issues,
} as const;

describe.each(Object.entries(KEYS))('%s', (prefix, names) => {
  test.each([...names])('%s has words', (name) => {
    expect(hasWords(`${prefix}.${name}`)).toBe(true);
  });

  test('has no words of what is gone', () => {
    const worded = Object.keys(en).filter((key) => key.startsWith(`${prefix}.`));
    expect(worded.sort()).toEqual([...names].map((name) => `${prefix}.${name}`).sort());
  });
});

/** Facts that a message has anywhere, also within a select. */
function namedIn(key: string): string[] {
  const found: string[] = [];
  JSON.stringify(
    new IntlMessageFormat(en[key] ?? '', 'en', undefined, { ignoreTag: true }).getAst(),
    (_, part: unknown) => {
      // 1 is an argument, 5 a select.
      if (
        typeof part === 'object' &&
        part !== null &&
        'type' in part &&
        'value' in part &&
        [1, 5].includes(part.type as number)
      )
        found.push(String(part.value));
      return part;
    },
  );
  return found;
}

describe('every fact that a message names is given where the problem is found', () => {
  const { remarks } = thrownFacts('src/core/spec');

  test('there are such places', () => {
    expect(remarks.length).toBeGreaterThan(25);
  });

  test.each(remarks)('$code in $where', ({ code, facts }) => {
    const keys = [`setting.problem.${code}`, `setting.warning.${code}`].filter(hasWords);
    expect(keys).toHaveLength(1);
    expect(keys.flatMap(namedIn).filter((name) => !facts.has(name))).toEqual([]);
  });
});

test.each(BOARD_IDS)('the problems of %s are whole sentences', (board) => {
  const answers = {
    board,
    kernel: 'vendor',
    hostName: 'pi',
    user: { name: 'ada' },
    interfaces: { camera: true },
    hostname: 1,
  };
  const { hostname, ...known } = answers;
  for (const given of [answers, known, { ...known, kernel: 'mainline' }, { ...known, zram: hostname }]) {
    const completed = completeSettings(given);
    if (completed.type === 'complete') throw new Error('nobody can log in there');
    for (const { code, facts } of completed.problems) {
      const words = t(`setting.problem.${code}` as MessageKey, facts);
      expect(words).toMatch(/^[^a-z].*[.?]$/);
      expect(words).not.toMatch(/null|undefined|\{/);
    }
  }
});
