import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { Drive } from '../../../../src/core/drives/drive.ts';
import { createDeferred } from '../../../../src/core/jobs/deferred.ts';
import type { Engine } from '../../../../src/node/etcher/writer/engine.ts';
import { createAbortSwitch } from '../../../../src/writer/abort.ts';
import { appErrorOf, errnoError } from '../../../support/errors.ts';
import { etcherCard } from '../../../support/etcher-card.ts';
import { until } from '../../../support/waiting.ts';

const BYTES = 8 << 20;
const IMAGE = { bytes: 1 << 20, onDisks: [], tableSectorBytes: null, startsLikeDisk: null };

function mounted(path: string, forPerson: boolean): (drive: Drive) => Drive {
  return (drive) => ({ ...drive, mounts: [{ path, device: drive.device, fsType: '', forPerson }] });
}

describe('before it is opened', () => {
  it.each<readonly [string, (drive: Drive) => Drive | null, string, object]>([
    ['that the Mac runs from', mounted('/', false), 'refused', { reason: 'system' }],
    ['that Windows runs from', mounted('C:\\', false), 'refused', { reason: 'system' }],
    [
      "that is the system's for drivelist",
      (drive) => ({ ...drive, uses: [{ kind: 'holder', device: drive.device, by: 'system' }] }),
      'refused',
      { reason: 'in-use' },
    ],
    ['that cannot be written', (drive) => ({ ...drive, readOnly: true }), 'refused', { reason: 'read-only' }],
    ['that is built in', (drive) => ({ ...drive, removable: false }), 'refused', { reason: 'fixed' }],
    ['that is too small', (drive) => drive, 'refused', { reason: 'too-small' }],
    ['that the image lies on', (drive) => drive, 'refused', { reason: 'holds-image' }],
    ['of another size', (drive) => ({ ...drive, bytes: BYTES + 512 }), 'drive-changed', { what: 'bytes' }],
    ['of another name', (drive) => ({ ...drive, device: '/dev/disk9' }), 'drive-changed', { what: 'path' }],
    ['that is gone', () => null, 'drive-lost', { operation: 'open' }],
  ])('a drive %s is refused', async (name, seen, code, facts) => {
    const { host, target, log } = await etcherCard({ bytes: BYTES, seen });
    const image = {
      ...IMAGE,
      bytes: name.includes('small') ? BYTES + 1 : IMAGE.bytes,
      onDisks: name.includes('image') ? ['null'] : [],
    };
    expect(await appErrorOf(host.check(target, image))).toMatchObject({ code, facts });
    expect(await appErrorOf(host.open(target, image, createAbortSwitch()))).toMatchObject({ code, facts });
    expect(log).toEqual([]);
  });

  it('what is mounted for the person is unmounted, and nothing else asked of the system', async () => {
    const { host, target, log } = await etcherCard({ bytes: BYTES, seen: mounted('/Volumes/NO NAME', true) });
    expect(await host.unmount(await host.check(target, IMAGE))).toEqual(['/Volumes/NO NAME']);
    expect(log).toEqual(['unmount']);
  });

  it('a drive that is still mounted is not opened: etcher-sdk would unmount it by force', async () => {
    const { host, target, log } = await etcherCard({ bytes: BYTES, seen: mounted('/Volumes/NO NAME', true) });
    const error = await appErrorOf(host.open(target, IMAGE, createAbortSwitch()));
    expect(error).toMatchObject({ code: 'mount-busy', facts: { mount: '/Volumes/NO NAME', pid: 0 } });
    expect(log).toEqual([]);
    const device = await host.open(target, null, createAbortSwitch(), 'read');
    await device.close();
    expect(log).toEqual(['open', 'close']);
  });
});

describe('while it is opened', () => {
  it('a drive that is another one by then is closed again', async () => {
    const seen = (drive: Drive, time: number): Drive => (time === 1 ? drive : { ...drive, bytes: 2 * BYTES });
    const { host, target, log } = await etcherCard({ bytes: BYTES, seen });
    const error = await appErrorOf(host.open(target, IMAGE, createAbortSwitch()));
    expect(error).toMatchObject({ code: 'drive-changed', facts: { what: 'bytes' } });
    expect(log).toEqual(['open', 'close']);
  });

  it.each([
    ['a number', errnoError('EBUSY'), 'drive-in-use', { operation: 'open', errno: 'EBUSY' }],
    ['words alone', new Error("Couldn't clean the drive"), 'unexpected', { detail: "Couldn't clean the drive" }],
    ['an error of ours', new AppError('refused', { reason: 'system' }), 'refused', { reason: 'system' }],
  ] as const)('what goes wrong is told: %s', async (_name, thrown, code, facts) => {
    const open = (): Promise<Engine> => Promise.reject(thrown);
    const { host, target } = await etcherCard({ bytes: BYTES, computer: { open } });
    expect(await appErrorOf(host.open(target, IMAGE, createAbortSwitch()))).toMatchObject({ code, facts });
  });

  it('a cancel does not wait for it, and it is closed when it opens after all', async () => {
    const opening = createDeferred<Engine>();
    let isClosed = false;
    const { host, target } = await etcherCard({ bytes: BYTES, computer: { open: () => opening.promise } });
    const abort = createAbortSwitch();
    const error = appErrorOf(host.open(target, IMAGE, abort));
    abort.abort();
    expect(await error).toMatchObject({ code: 'cancelled' });
    const unused = (): Promise<never> => Promise.reject(new Error('nobody should ask'));
    opening.resolve({
      fd: -1,
      write: unused,
      read: unused,
      flush: unused,
      close: () => {
        isClosed = true;
        return Promise.resolve();
      },
    });
    await until('the close', () => isClosed);
  });
});

describe('letting go', () => {
  it('ejects when that is wanted', async () => {
    const { host, target, log } = await etcherCard({ bytes: BYTES });
    expect([await host.letGo(target, false), log]).toEqual([false, []]);
    expect([await host.letGo(target, true), log]).toEqual([true, ['eject']]);
  });

  it.each<readonly [string, (drive: Drive) => Drive | null]>([
    ['is gone', () => null],
    ['is another one by now', (drive) => ({ ...drive, bytes: 1 })],
  ])('leaves a drive alone that %s', async (_name, seen) => {
    const { host, target, log } = await etcherCard({ bytes: BYTES, seen });
    expect([await host.letGo(target, true), log]).toEqual([false, []]);
  });
});
