import { expect, test } from 'vitest';
import { diagnosisText } from '../../../src/core/diagnosis/diagnosis-text.ts';
import { createFlashRecord } from '../../../src/core/diagnosis/flash-record.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { stick } from '../../support/flash-world.ts';

const target = '/dev/hunter2';

test('a job in a report is what its events were, without what is the person’s', () => {
  const record = createFlashRecord({ onlyChanged: true });
  const drive = stick(target, { model: 'Stick X', serial: 'hunter2-1536', logicalBlockBytes: 4096 });
  record.take({ type: 'image', name: 'hunter2.img', format: 'raw', bytes: 1e8, givenBytes: 1e8 }, 0);
  record.take({ type: 'target', target, drive, warnings: [] }, 5);
  record.take({ type: 'phase', target, phase: 'checking' }, 10);
  record.take({ type: 'note', target, code: 'unmounted', facts: { paths: '/media/hunter2' } }, 15);
  record.take({ type: 'phase', target, phase: 'writing' }, 20);
  for (const second of [0, 1, 2, 3])
    record.take({ type: 'progress', target, bytes: second ** 2 * 1e7, of: 1e8 }, 20 + second * 1000);
  record.take({ type: 'limit', target, by: 'drive' }, 3020);
  const facts = { device: target, operation: 'write', errno: 'EIO', offset: 4096 } as const;
  const outcome = { kind: 'failed', code: 'bad-sector', facts, state: 'unbootable' } as const;
  record.take({ type: 'target-end', target, outcome }, 3030);
  record.take({ type: 'failed', error: new AppError('bad-sector', facts) }, 3031);
  const text = diagnosisText({ versions: [], preferences: null, flash: record.told(), build: null, errors: [] });
  const why = 'bad-sector (operation=write, errno=EIO, offset=4096)';
  expect(text.split('\n')).toEqual([
    `write: failed after 3031 ms, image of 100000000 bytes, only what differs, ${why}`,
    expect.stringMatching(/^ {2}"Stick X", \d+ bytes, disk on usb, removable, sectors of 4096 bytes, serial …1536$/),
    '    checking: done, 10 ms',
    '    writing: failed, 3010 ms, 90000000 bytes, min/median/max 10.0/30.0/50.0 MB/s',
    '    limited by: drive',
    `    ended: ${why}, card unbootable`,
    ...['nothing was built', 'no errors'],
  ]);
  expect(text).not.toContain('hunter2');
});
