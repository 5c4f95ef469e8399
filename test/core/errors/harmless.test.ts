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

  test('do not have what is on no page', () => {
    expect(harmlessFacts('cancelled', { count: 3, constructor: 'EIO' })).toEqual({});
  });

  test.each(ERROR_CODES)('%s lets no text through that came from outside', (code) => {
    const { facts }: Cause = CAUSES[code];
    const marked = Object.fromEntries(Object.keys(facts).map((name) => [name, `/home/ada/hunter2-${name}`]));
    expect(harmlessFacts(code, marked)).toEqual({});
  });
});
