import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { FlashTargetRequest } from '../../../src/core/flash/request.ts';
import { flashRequest, flashWorld, runFlash, stick } from '../../support/flash-world.ts';
import { honestScript } from '../../support/scripted-writer.ts';

const SDX: FlashTargetRequest = { kind: 'drive', path: '/dev/sdx' };
const CARD: FlashTargetRequest = { kind: 'file', path: '/tmp/card.img', cardBytes: null, exists: false };

describe('a cancel', () => {
  it('before the question is not followed by one', async () => {
    const controller = new AbortController();
    const drives = {
      inspect: (device: string) => {
        controller.abort();
        return Promise.resolve(stick(device));
      },
    };
    const confirm = vi.fn(() => Promise.resolve(true));
    const told = await runFlash(flashRequest({ confirm }), flashWorld({ drives }).ports, controller.signal);
    expect(told.end.type).toBe('cancelled');
    expect(confirm).not.toHaveBeenCalled();
  });

  it('while rights are asked for tells each target to be untouched', async () => {
    const controller = new AbortController();
    const start = (): Promise<never> => {
      controller.abort();
      return Promise.reject(new AppError('cancelled'));
    };
    const { ports } = flashWorld({ writer: { start } });
    const told = await runFlash(flashRequest({ targets: [SDX, CARD] }), ports, controller.signal);
    expect(told.end.type).toBe('cancelled');
    const cancelled = { kind: 'cancelled', state: 'untouched' };
    expect([...told.targets]).toEqual([
      [SDX.path, cancelled],
      [CARD.path, cancelled],
    ]);
  });

  it('while a drive is written tells of the virtual card after it, too', async () => {
    const controller = new AbortController();
    const { ports } = flashWorld({}, honestScript({ windowBytes: 1 }));
    const told = await runFlash(flashRequest({ targets: [SDX, CARD] }), ports, controller.signal, (event) => {
      if (event.type === 'phase' && event.phase === 'writing') controller.abort();
    });
    expect(told.targets.get(SDX.path)).toEqual({ kind: 'cancelled', state: 'unbootable' });
    expect(told.targets.get(CARD.path)).toEqual({ kind: 'cancelled', state: 'untouched' });
  });
});
