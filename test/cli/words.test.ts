import { IntlMessageFormat } from 'intl-messageformat';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { REFUSALS, WARNINGS } from '../../src/core/drives/judge.ts';
import { ERROR_CODES } from '../../src/core/errors/causes.ts';
import { OFFERED_CACHES } from '../../src/core/nix/caches.ts';
import { STORE_URL_PROBLEMS } from '../../src/core/nix/store-url.ts';
import { NIX_CAUSES } from '../../src/core/nix/causes.ts';
import { CARD_STATES, PHASES, VERIFIED } from '../../src/core/flash/protocol-events.ts';
import { errorWords } from '../../src/cli/error-words.ts';
import { hasWords, t, type MessageKey } from '../../src/cli/words.ts';
import type { DownloadReason } from '../../src/node/images/http-get.ts';
import { thrownFacts } from './thrown-facts.ts';

/** An object, so that the compiler misses a reason that has been added. */
const DOWNLOAD_REASONS: Record<DownloadReason, true> = {
  connect: true,
  'no-answer': true,
  stalled: true,
  'early-end': true,
  'http-status': true,
  redirects: true,
  'insecure-redirect': true,
  'no-length': true,
  'no-space': true,
};

const en = JSON.parse(readFileSync('assets/locales/en.json', 'utf8')) as Record<string, string>;

/** What the elements of a parsed message are called by their numbers. */
const ARGUMENT = 1;
const PLURAL = 6;

function parse(message: string): ReturnType<IntlMessageFormat['getAst']> {
  return new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
}

/** Facts that a message cannot do without: those outside the branches of a select, which may say what is missing. */
function neededBy(key: string): string[] {
  return parse(en[key] ?? '').flatMap((element) =>
    [ARGUMENT, PLURAL].includes(element.type) && 'value' in element ? [element.value] : [],
  );
}

describe('the catalogue', () => {
  test.each(Object.keys(en))('%s can be read', (key) => {
    expect(() => parse(en[key] ?? '')).not.toThrow();
    expect(en[key]).not.toMatch(/[“”„]|\.\.\.|!$/);
  });

  test.each([
    ...ERROR_CODES.flatMap((code) => [`error.${code}`, `error.${code}.next`]),
    ...REFUSALS.map((code) => `refusal.${code}`),
    ...WARNINGS.flatMap((code) => [`warning.${code}`, `warning.${code}.short`]),
    ...['unmounted', 'sector-size', 'cached', 'set-aside'].map((code) => `note.${code}`),
    ...PHASES.map((phase) => `phase.${phase}`),
    ...CARD_STATES.map((state) => `state.${state}`),
    ...Object.keys(DOWNLOAD_REASONS).map((reason) => `download.${reason}`),
    ...NIX_CAUSES.flatMap((cause) => [`nix-cause.${cause}`, `nix-cause.${cause}.next`]),
    ...STORE_URL_PROBLEMS.flatMap((problem) => [`error.cache-refused.${problem}`, `error.push-refused.${problem}`]),
    ...['name-unknown', 'key-other', 'key-missing', 'key-syntax', 'key-secret', 'not-there'].map(
      (reason) => `error.cache-refused.${reason}`,
    ),
    ...OFFERED_CACHES.map(({ name }) => `cache.${name}`),
    ...VERIFIED.map((how) => `verified.${how}`),
  ])('%s has words', (key) => {
    expect(hasWords(key)).toBe(true);
    expect(en[key]).not.toBe('');
  });

  test('no words are left of an error that is gone', () => {
    const codes = Object.keys(en).flatMap((key) => /^error\.([^.]+)/.exec(key)?.[1] ?? []);
    expect(codes.filter((code) => !(ERROR_CODES as string[]).includes(code))).toEqual([]);
  });
});

describe('a line to paste', () => {
  /** Facts that are made of such words, and a command of our own. */
  const safe = new Set(['ssh', 'command', 'detail']);

  test.each(Object.keys(en))('%s holds foreign values as words only', (key) => {
    const lines = [...(en[key] ?? '').matchAll(/`[^`]*`/g)].flatMap(([line]) => [...line.matchAll(/\{(\w+)\}/g)]);
    expect(lines.map(([, name = '']) => name).filter((name) => !name.endsWith('Word') && !safe.has(name))).toEqual([]);
  });

  test('shows them so that a shell takes them for nothing else', () => {
    const facts = { host: '"$(id>/tmp/x)"', file: "/it's here", line: 7 };
    expect(t('error.remote-host-key-changed.next', facts)).toContain(
      `\`ssh-keygen -R '"$(id>/tmp/x)"' -f '/it'\\''s here'\``,
    );
    expect(t('nix-cause.untracked-file.next', { path: 'a;b' })).toContain("`git add -N -- 'a;b'`");
    expect(t('cli.build.next', { path: '/nix/store/a-b/x.img' })).toContain(
      '`nixberry flash /nix/store/a-b/x.img --to',
    );
  });
});

describe('every fact that a message needs is given where the error is made', () => {
  const { errors, remarks, downloads } = thrownFacts('src');
  /** errorWords() adds these: other names of the same fact, the words of the finer code, the command. */
  const given = new Set(['why', 'secret', 'command']);
  /** Codes whose words are made with those of their reason. */
  const reasoned = ['refused', 'download-failed', 'secret-refused', 'seed-not-taken'];
  const gaps = (key: string, facts: ReadonlySet<string>): string[] =>
    neededBy(key).filter((name) => {
      if (given.has(name) || facts.has(name) || facts.has(name.replace(/Word$/, ''))) return false;
      return !((name === 'image' || name === 'device') && facts.has('name'));
    });

  test('there are such places', () => {
    expect(errors.length).toBeGreaterThan(30);
    expect(remarks.length).toBeGreaterThan(5);
  });

  test.each(errors)('error $code in $where', ({ code, facts, where }) => {
    // Decoders do not know the name of what they decode: given-file.ts and given-url.ts add it.
    const all = where.includes('node/images') ? new Set([...facts, 'name']) : facts;
    expect([...gaps(`error.${code}`, all), ...gaps(`error.${code}.next`, all)]).toEqual([]);
    if (reasoned.includes(code)) expect([...facts]).toContain('reason');
  });

  test.each(downloads)('a download that failed: $code in $where', ({ code, facts }) => {
    expect(gaps(`download.${code}`, facts)).toEqual([]);
  });

  test('every reason of a failed download is among them', () => {
    const found = new Set(downloads.map(({ code }) => code));
    // This one is no call of downloadFailed(): the row of its `new AppError` is above.
    expect([...found, 'no-length'].sort()).toEqual(Object.keys(DOWNLOAD_REASONS).sort());
  });

  test.each(remarks)('$code in $where', ({ code, facts, where }) => {
    const keys = ['refusal', 'warning', 'note', 'build-note'].map((kind) => `${kind}.${code}`).filter(hasWords);
    if (where.includes('judge.ts')) expect(keys).not.toEqual([]);
    expect(keys.flatMap((key) => gaps(key, facts))).toEqual([]);
  });
});

describe('t()', () => {
  test('shows sizes and durations by the names of the facts', () => {
    const facts = { device: '/dev/sdb', imageBytes: 4e9, driveBytes: 3.9e9 };
    expect(t('error.image-too-large', facts)).toBe('The image (4 GB) does not fit on /dev/sdb (3.9 GB).');
    expect(t('cli.flash.stalled', { ms: 12_300 })).toBe('no answer for 12 s');
    expect(t('cli.flash.not-answered', { ms: 12_300 })).toBe('the drive has not answered for 12 s');
  });

  test('takes the tricks out of what others have named', () => {
    expect(t('error.image-empty', { image: 'a\u001b[2J\u202e.img' })).not.toMatch(/\u001b|\u202e/);
  });

  test('never throws, whatever facts are missing or odd', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null));
    const key = fc.constantFrom(...(Object.keys(en) as MessageKey[]));
    const facts = fc.dictionary(fc.constantFrom('device', 'bytes', 'ms', 'pid', 'others', 'count', 'kind'), value);
    fc.assert(
      fc.property(key, facts, (name, given) => {
        expect(typeof t(name, given)).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the words of an error', () => {
  test('say why a drive was refused', () => {
    const facts = { device: '/dev/sda', reason: 'system', path: '/', count: 3 };
    expect(errorWords('refused', facts).message).toBe(
      '/dev/sda was not written: it is mounted at / and elsewhere, by the system or by hand.',
    );
  });

  test('name who holds a mount busy', () => {
    const facts = { device: '/dev/sdb', mount: '/media/u/PI', holder: 'bash', pid: 4711, others: 0, detail: '' };
    expect(errorWords('mount-busy', facts).message).toBe(
      '/dev/sdb could not be unmounted: bash (process 4711) uses /media/u/PI.',
    );
    expect(errorWords('mount-busy', { ...facts, pid: 0, holder: '' }).message).toContain('something uses');
    expect(errorWords('mount-busy', { ...facts, others: 2 }).message).toContain(', and 2 more processes.');
  });

  test.each(Object.keys(DOWNLOAD_REASONS))('say why a download failed: %s', (reason) => {
    const facts = {
      image: 'http://h/a.img',
      reason,
      detail: 'refused',
      status: 404,
      from: 'https://h',
      folder: '/tmp',
    };
    const { message } = errorWords('download-failed', facts);
    expect(message).toMatch(/^http:\/\/h\/a\.img could not be downloaded: \w.*\.$/);
    expect(message).not.toContain('null');
    if (reason === 'insecure-redirect') expect(message).toContain('the server https://h sends us on');
  });

  test('name both hashes, and that of the file as given only when it is another', () => {
    const facts = { image: 'a.img', expected: 'aa', sha256: 'bb', givenSha256: 'bb' };
    expect(errorWords('image-hash-mismatch', facts).message).toBe(
      'a.img is not the image you expected. Expected SHA-256: aa; got: bb.',
    );
    expect(errorWords('image-hash-mismatch', { ...facts, givenSha256: 'cc' }).message).toContain(
      'got: bb; the file as given has cc.',
    );
  });

  test('tell a password that cannot be asked for from a user who may not become root', () => {
    const facts = { way: 'sudo', detail: '' };
    const words = ['no-terminal', 'not-allowed', 'denied'].map((reason) =>
      errorWords('not-authorised', { ...facts, reason }),
    );
    expect(words[0]?.message).toBe(
      'There is no terminal on which sudo could ask for your password, so the drive cannot be written.',
    );
    expect(words[1]?.message).toContain('sudo does not let you become root');
    expect(words[2]?.message).toContain('did not allow');
    expect(new Set(words.map(({ next }) => next)).size).toBe(3);
  });

  test('know a page of HTML, the option of a virtual card, and what errno means', () => {
    expect(errorWords('image-unknown-format', { image: 'a', what: 'html' }).message).toBe(
      'a is an HTML page, perhaps an error page of a download.',
    );
    const tooLarge = { imageBytes: 2e9, driveBytes: 1e9 };
    expect(errorWords('image-too-large', { ...tooLarge, device: '/tmp/a.img' }).next).toContain('--card-size');
    expect(errorWords('image-too-large', { ...tooLarge, device: '/dev/sdb' }).next).toBe('Use a larger card.');
    expect(errorWords('image-too-large', { ...tooLarge, isAll: false, device: '/dev/sdb' }).message).toBe(
      'The image has 2 GB or more, and /dev/sdb holds 1 GB.',
    );
    expect(errorWords('copy-failed', { path: 'a', reason: 'ENOENT' }).message).toContain('its folder does not exist');
  });

  test('name the secret that is wrong, and what is missing for a seed', () => {
    const wifi = errorWords('secret-refused', { what: 'wifi', ssid: 'Home', reason: 'short' });
    expect(wifi.message).toBe('The passphrase of Home is too short.');
    const file = errorWords('secret-refused', { what: 'own-file', ssid: null, reason: 'long' });
    expect(file.message).toBe('The file for your own use is too long.');
    const missing = { host: 'barn', password: false, wifi: '', tailscale: true };
    expect(errorWords('seed-incomplete', missing).message).toMatch(/terminal\. The Tailscale key is missing\.$/);
    expect(errorWords('seed-incomplete', { ...missing, host: null }).message).toMatch(/^The Pi needs /);
    expect(errorWords('seed-not-taken', { image: 'a.img', reason: 'no-firmware' }).message).toBe(
      'a.img takes no seed: it has no FAT partition.',
    );
  });

  test('leave out what is not known', () => {
    const facts = { device: '/dev/sdb', operation: 'flush', errno: 'EIO', offset: null };
    expect(errorWords('bad-sector', facts).message).toBe('/dev/sdb has a bad spot: flushing failed (EIO).');
  });
});
