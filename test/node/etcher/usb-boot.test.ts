import { describe, expect, it } from 'vitest';
import { driveSchema } from '../../../src/core/drives/drive.ts';
import { judge } from '../../../src/core/drives/judge.ts';
import { finishUsbBoot, followUsbBoot } from '../../../src/node/etcher/usb-boot.ts';

/** Tells these, then waits for the signal, as the scanner does. */
function scanOf(...told: (readonly string[])[]) {
  return async function* (signal: AbortSignal) {
    yield* told;
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
}

async function first<Item>(items: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of items) return item;
  return undefined;
}

describe('a board that is being started', () => {
  it('is a drive that may not be written yet', async () => {
    const [drive] = (await first(followUsbBoot(new AbortController().signal, scanOf(['1-1.2'])))) ?? [];
    const parsed = driveSchema.parse(drive);
    expect(parsed).toMatchObject({ device: 'usbboot:1-1.2', bus: 'usbboot' });
    const { refusals } = judge(parsed, null, { allowVirtual: true, allowFixed: true });
    expect(refusals.map(({ code }) => code)).toEqual(['no-medium']);
  });
});

describe('finishUsbBoot', () => {
  it('is done at once where there is no board', async () => {
    expect(await finishUsbBoot(undefined, scanOf([]))).toEqual([]);
  });

  it('is done when all boards are', async () => {
    expect(await finishUsbBoot(undefined, scanOf(['1-1'], ['1-1', '1-2'], ['1-2'], []))).toEqual([]);
  });

  it('gives what is not done when it is stopped', async () => {
    const boards = await finishUsbBoot(AbortSignal.timeout(50), scanOf(['1-1'], ['1-2']));
    expect(boards.map(({ device }) => device)).toEqual(['usbboot:1-2']);
  });

  it('gives nothing where it cannot be looked for', async () => {
    const nothing = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: null } as const) }),
    };
    expect(await finishUsbBoot(undefined, () => nothing)).toEqual([]);
  });
});
