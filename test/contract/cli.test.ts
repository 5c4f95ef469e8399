import { describe, expect, test } from 'vitest';
import { cliLineSchema } from '../../src/contract/cli.ts';

const drive = {
  ...{ device: '/dev/sdb', bytes: 1, model: '', serial: null, bus: 'usb', removable: true, readOnly: false },
  ...{ mounts: ['/media/u/PI'], partitions: [], refusals: [], warnings: [] },
};

describe('a line of --json', () => {
  test('of drives is exactly what was promised', () => {
    expect(cliLineSchema.safeParse({ type: 'drives', drives: [drive] }).success).toBe(true);
    expect(cliLineSchema.safeParse({ type: 'drives', drives: [{ ...drive, number: '8:0' }] }).success).toBe(false);
    expect(cliLineSchema.safeParse({ type: 'drives', drives: [{ ...drive, mounts: [{}] }] }).success).toBe(false);
  });

  test('of an error has words, an exit code and its facts', () => {
    const line = { type: 'error', code: 'drive-lost', message: 'gone', next: 'again', exitCode: 6 };
    expect(cliLineSchema.safeParse({ ...line, device: '/dev/sdb', offset: null }).success).toBe(true);
    expect(cliLineSchema.safeParse({ ...line, code: 'boom' }).success).toBe(false);
    expect(cliLineSchema.safeParse({ ...line, cause: { an: 'object' } }).success).toBe(false);
  });

  test('of another type is none', () => {
    expect(cliLineSchema.safeParse({ type: 'hello' }).success).toBe(false);
  });
});
