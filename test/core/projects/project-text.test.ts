import { describe, expect, test } from 'vitest';
import { formatProject, parseProject } from '../../../src/core/projects/project-text.ts';

const HASH = 'a'.repeat(64);

test('what is written is read again, with sorted files', () => {
  const facts = { release: '26.05', files: { 'outputs.nix': HASH, '.gitignore': HASH }, caches: [] } as const;
  const text = formatProject(facts);
  expect(parseProject(text)).toEqual({ type: 'project', facts });
  expect(text).toMatch(/^\{\n {2}"format": 1,\n {2}"release": "26.05",\n {2}"files": \{\n {4}"\.gitignore"/);
  expect(text.endsWith('}\n')).toBe(true);
});

describe('a project with caches', () => {
  const caches = [{ url: 'https://cache.example.org', key: `a-1:${'A'.repeat(43)}=` }];
  const facts = { release: '26.05', files: { 'outputs.nix': HASH }, caches } as const;

  test('has a format that older Nixberrys refuse, and the older one again without', () => {
    expect(JSON.parse(formatProject(facts))).toEqual({ format: 2, release: '26.05', caches, files: facts.files });
    expect(parseProject(formatProject(facts))).toEqual({ type: 'project', facts });
    expect(JSON.parse(formatProject({ ...facts, caches: [] }))).toEqual({
      ...{ format: 1, release: '26.05', files: facts.files },
    });
  });

  test('is read in either format: somebody may have written them in by hand', () => {
    const text = JSON.stringify({ format: 1, release: '26.05', files: facts.files, caches });
    expect(parseProject(text)).toEqual({ type: 'project', facts });
  });

  test.each([
    [{ url: 'https://a b', key: caches[0]?.key }, 'cache-url', 'caches[0].url'],
    [{ url: 'https://a:b@c', key: caches[0]?.key }, 'cache-url', 'caches[0].url'],
    [{ url: 'https://a', key: 'x' }, 'cache-key', 'caches[0].key'],
    [{ url: 'https://a' }, 'missing', 'caches[0].key'],
    [{ url: 1, key: 'x' }, 'wrong-type', 'caches[0].url'],
    ['https://a', 'wrong-type', 'caches[0]'],
  ])('says what is wrong with %j', (cache, code, path) => {
    const text = JSON.stringify({ format: 2, release: '26.05', caches: [cache] });
    expect(parseProject(text)).toMatchObject({ type: 'broken', code, path });
  });
});

test('the hashes may be missing', () => {
  expect(parseProject('{"format":1,"release":"unstable"}')).toEqual({
    type: 'project',
    facts: { release: 'unstable', files: {}, caches: [] },
  });
});

test.each([
  '../x',
  '/etc/passwd',
  'hosts/pi/settings.json',
  'a/../../x',
  '.git/config',
  '.GIT/hooks/x',
  'a//b',
  '',
  'a\\b',
  './x',
])('a hash of %j is no record of a fixed file', (path) => {
  const parsed = parseProject(JSON.stringify({ format: 1, release: '26.05', files: { [path]: HASH, 'a.nix': HASH } }));
  expect(parsed).toMatchObject({ facts: { files: { 'a.nix': HASH } } });
  expect(Object.keys(parsed.type === 'project' ? parsed.facts.files : {})).toEqual(['a.nix']);
});

test('a newer format says so, whatever else is in it', () => {
  expect(parseProject('{"format": 3, "release": ["?"]}')).toEqual({ type: 'newer', format: 3 });
});

describe('what is broken is named with its place', () => {
  test.each([
    ['{\n  "format": 1,\n  "release" "26.05"\n}', 'json-syntax', '', 3, 13],
    ['', 'json-syntax', '', 1, 1],
    ['[]', 'wrong-type', '', 1, 1],
    ['{\n  "format": 1\n}', 'missing', 'release', 1, 1],
    ['{\n  "format": 1,\n  "release": "19.03"\n}', 'not-one-of', 'release', 3, 3],
    ['{"format":"1","release":"26.05"}', 'not-one-of', 'format', 1, 2],
    ['{"format":1,"release":"26.05","files":[]}', 'wrong-type', 'files', 1, 31],
    ['{"format":1,\n"format":1,"release":"26.05"}', 'json-duplicate', 'format', 2, 1],
  ])('%j', (text, code, path, line, column) => {
    expect(parseProject(text)).toMatchObject({ type: 'broken', code, path, line, column });
  });
});
