import { expect, test } from 'vitest';
import { assertWritable } from '../../../src/cli/flash/assert-writable.ts';
import { remarkOnOptions } from '../../../src/cli/flash/options.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import { aDrive, aMount } from '../../core/drives/a-drive.ts';
import { appErrorOf } from '../../support/errors.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const card: FlashTargetRequest = { kind: 'file', path: '/tmp/card.img', cardBytes: null, exists: false };
const drives = {
  inspect: (device: string) =>
    Promise.resolve(aDrive({ device, mounts: device === '/dev/sda' ? [aMount('/')] : [], removable: true })),
};
const allowed = { allowVirtual: false, allowFixed: false };

function drive(path: string): FlashTargetRequest {
  return { kind: 'drive', path };
}

test('a drive that is refused is so before there is an image', async () => {
  const order = { ...allowed, targets: [card, drive('/dev/sdb'), drive('/dev/sda')] };
  expect(await appErrorOf(() => assertWritable(order, drives))).toMatchObject({
    code: 'refused',
    facts: { device: '/dev/sda', reason: 'system', path: '/' },
  });
});

test('what may be written goes on', async () => {
  await expect(assertWritable({ ...allowed, targets: [card, drive('/dev/sdb')] }, drives)).resolves.toBeUndefined();
});

test('--probe does nothing for a virtual card, and that is said', () => {
  const terminal = fakeTerminal();
  remarkOnOptions(terminal, { probe: 'always', skipFree: false, targets: [card, drive('/dev/sdb')] });
  remarkOnOptions(terminal, { probe: 'new', skipFree: false, targets: [card] });
  expect(terminal.said).toEqual([expect.stringContaining('--probe does nothing for /tmp/card.img')]);
});

test('what is neither written nor probed may be missing on a counterfeit drive, and that is said', () => {
  const terminal = fakeTerminal();
  remarkOnOptions(terminal, { probe: 'new', skipFree: true, targets: [drive('/dev/sdb')] });
  remarkOnOptions(terminal, { probe: 'never', skipFree: true, targets: [card] });
  expect(terminal.said).toEqual([]);
  remarkOnOptions(terminal, { probe: 'never', skipFree: true, targets: [drive('/dev/sdb')] });
  expect(terminal.said).toEqual([expect.stringContaining('counterfeit')]);
});
