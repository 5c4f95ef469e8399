import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/core/errors/page.ts';
import { CAUSES, ERROR_CODES } from '../../../src/core/errors/causes.ts';
import { harmlessFacts } from '../../../src/core/errors/harmless.ts';

describe('facts for a diagnosis', () => {
  test('are what happened, and not to whom', () => {
    const facts = { device: '/dev/sdb', operation: 'write', errno: 'EIO', offset: 4096 };
    expect(harmlessFacts('bad-sector', facts)).toEqual({ operation: 'write', errno: 'EIO', offset: 4096 });
    expect(harmlessFacts('draft-unsaved', { file: '/home/ada/x', detail: 'ENOSPC' })).toEqual({ detail: 'ENOSPC' });
    expect(harmlessFacts('draft-unsaved', { file: '/home/ada/x', detail: 'no room in /home/ada' })).toEqual({});
  });

  test('are how the writer ended, and not what it said', () => {
    const facts = { way: 'sudo', exitCode: 134, signal: 'SIGABRT', detail: 'Error: /home/ada/pis' };
    expect(harmlessFacts('writer-died', facts)).toEqual({ way: 'sudo', exitCode: 134, signal: 'SIGABRT' });
  });

  test('do not have what is on no page', () => {
    expect(harmlessFacts('cancelled', { count: 3, constructor: 'EIO' })).toEqual({});
  });

  test.each(ERROR_CODES)('%s lets no text through that came from outside', (code) => {
    const { facts }: Cause = CAUSES[code];
    const marked = Object.fromEntries(Object.keys(facts).map((name) => [name, `/home/ada/hunter2-${name}`]));
    expect(harmlessFacts(code, marked)).toEqual({});
  });

  test.each(ERROR_CODES)('%s lets text that looks like an errno through only where one is declared', (code) => {
    const { facts }: Cause = CAUSES[code];
    const marked = Object.fromEntries(Object.keys(facts).map((name) => [name, 'EDUROAM']));
    const declared = Object.keys(facts).filter((name) => facts[name]?.shape?.test('EDUROAM'));
    expect(Object.keys(harmlessFacts(code, marked))).toEqual(declared);
  });

  test('such text is no network, no person and no serial', () => {
    expect(harmlessFacts('secret-refused', { ssid: 'EDUROAM' })).toEqual({});
    expect(harmlessFacts('github-keys', { user: 'EMMA' })).toEqual({});
    expect(harmlessFacts('drive-changed', { what: 'serial', expected: 'E0D55EA573FCF45' })).toEqual({ what: 'serial' });
    expect(harmlessFacts('project-write-failed', { path: 'ENOENT', reason: 'EIO' })).toEqual({ reason: 'EIO' });
  });

  test('words that Nixberry puts together, and no others', () => {
    expect(harmlessFacts('io-error', { errno: 'short: 512 of 4096 bytes' })).toEqual({
      errno: 'short: 512 of 4096 bytes',
    });
    expect(harmlessFacts('io-error', { errno: 'short: 512 of /home/ada' })).toEqual({});
    expect(harmlessFacts('refused', { reason: 'in-use', kind: 'holder', by: 'vg0' })).toEqual({
      reason: 'in-use',
      kind: 'holder',
    });
    expect(harmlessFacts('offer-gone', { kind: 'image-file' })).toEqual({ kind: 'image-file' });
  });
});
