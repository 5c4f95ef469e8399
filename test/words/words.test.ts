import { describe, expect, test } from 'vitest';
import en from '../../assets/locales/en.json' with { type: 'json' };
import { createWords } from '../../src/words/words.ts';

const english = createWords({ locale: 'en', messages: en });
const german = createWords({
  locale: 'de',
  messages: { 'phase.writing': 'Schreiben', 'error.image-too-large': '{imageBytes} passen nicht auf {driveBytes}.' },
  fallback: en,
});

describe('a language', () => {
  test('says its own words', () => {
    expect(german.t('phase.writing')).toBe('Schreiben');
  });

  test('says in English what it lacks, with English plurals', () => {
    expect(german.t('window.frame.mark.mend', { count: 1 })).toBe('1 answer to mend');
    expect(german.t('window.frame.mark.mend', { count: 1200 })).toBe('1,200 answers to mend');
  });

  test('knows the keys of both', () => {
    expect(german.hasWords('phase.writing')).toBe(true);
    expect(german.hasWords('window.frame.next')).toBe(true);
    expect(german.hasWords('toString')).toBe(false);
  });

  test('fills sizes in its own way', () => {
    const facts = { imageBytes: 31_900_000_000, driveBytes: 8_000_000_000 };
    expect(german.t('error.image-too-large', facts)).toBe('31,9\u00a0GB passen nicht auf 8\u00a0GB.');
  });
});

test('text from outside cannot play tricks', () => {
  expect(english.t('window.start.go-on', { name: 'a\u202eb' })).toBe('Go on with a\ufffdb');
});

test('a missing fact leaves a gap', () => {
  expect(english.t('window.start.go-on')).toBe('Go on with ');
});

test.each([
  ['en', 'eth0, I2C, SPI'],
  ['de', 'eth0, I2C und SPI'],
  ['ja', 'eth0、I2C、SPI'],
  ['zh-Hans', 'eth0、I2C、SPI'],
])('things in a row in %s', (locale, row) => {
  expect(createWords({ locale, messages: {}, fallback: en }).list(['eth0', 'I2C', 'SPI'])).toBe(row);
});

describe('amounts', () => {
  const french = createWords({ locale: 'fr', messages: {}, fallback: en });
  const chinese = createWords({ locale: 'zh-Hans', messages: {}, fallback: en });

  test.each([
    [0, '0\u00a0bytes'],
    [1, '1\u00a0byte'],
    [999, '999\u00a0bytes'],
    [999_499, '999\u00a0kB'],
    [999_500, '1\u00a0MB'],
    [31_914_983_424, '31.9\u00a0GB'],
    [128_000_000_000, '128\u00a0GB'],
    [2_000_398_934_016, '2\u00a0TB'],
  ])('%d bytes are %j', (bytes, words) => {
    expect(english.bytes(bytes)).toBe(words);
  });

  test('an image is never said to be as large as a drive that is smaller', () => {
    const drive = { device: '/dev/sdb', driveBytes: 31_914_983_424 };
    const [sector, same] = [drive.driveBytes + 512, drive.driveBytes];
    expect(english.t('error.image-too-large', { ...drive, imageBytes: sector })).toBe(
      'The image (31,914,983,936\u00a0bytes) does not fit on /dev/sdb (31,914,983,424\u00a0bytes).',
    );
    expect(german.t('error.image-too-large', { ...drive, imageBytes: sector })).toMatch(/^31\.914\.983\.936\u00a0Byte/);
    expect(english.t('error.image-too-large', { ...drive, imageBytes: same })).toContain('(31.9\u00a0GB)');
  });

  test('other languages write sizes their own way', () => {
    expect(german.bytes(31_914_983_424)).toBe('31,9\u00a0GB');
    expect(french.bytes(31_914_983_424)).toBe('31,9\u00a0Go');
    expect(chinese.bytes(31_914_983_424)).toBe('31.9\u00a0GB');
  });

  test.each([
    [0.2, 'under 1\u00a0ms'],
    [350, '350\u00a0ms'],
    [4200, '4.2\u00a0s'],
    [13_000, '13\u00a0s'],
    [85_000, '1\u00a0min 25\u00a0s'],
    [7_500_000, '2\u00a0h 5\u00a0min'],
  ])('%d ms are %j', (ms, words) => {
    expect(english.duration(ms)).toBe(words);
  });

  test('rates, shares and counts', () => {
    expect(english.rate(88_400_000)).toBe('88.4\u00a0MB/s');
    expect(english.share(0.999)).toBe('99\u00a0%');
    expect(english.count(12_480)).toBe('12,480');
    expect(german.count(12_480)).toBe('12.480');
  });

  test('the region writes days and times', () => {
    const british = createWords({ locale: 'en', messages: en, formats: 'en-GB' });
    expect(british.day('2026-11-03T12:00:00Z')).toBe('3 Nov 2026');
    expect(english.day('2026-11-03T12:00:00Z')).toBe('Nov 3, 2026');
    expect(british.clock('2026-11-03T14:32:00')).toBe('14:32');
  });

  test('others can take their place: the terminal has its own', () => {
    const plain = createWords({ locale: 'en', messages: en, amounts: { bytes: String, duration: String } });
    expect(plain.t('window.start.recent.image', { bytes: 5 })).toBe('Image file, 5');
  });
});
