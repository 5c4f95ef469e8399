import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { TargetOutcome } from '../../../src/core/flash/protocol-events.ts';
import type { FlashRequest } from '../../../src/core/flash/request.ts';
import { drivesInMemory, type DrivesInMemory } from '../../support/drives-in-memory.ts';
import { flashRequest, flashWorld, IMAGE, runFlash, stick } from '../../support/flash-world.ts';
import { honestScript } from '../../support/scripted-writer.ts';

interface Flashed {
  readonly capacity: unknown;
  /** Whether the drive is known afterwards. */
  readonly isKnown: boolean;
}

async function flashed(
  request: Partial<FlashRequest>,
  knownDrives: DrivesInMemory = drivesInMemory(),
  outcome: TargetOutcome | 'done' = 'done',
  driveBytes = 8e6,
): Promise<Flashed> {
  const drives = { inspect: (device: string) => Promise.resolve(stick(device, { bytes: driveBytes })) };
  const { ports, writer } = flashWorld({ knownDrives, drives }, honestScript({ outcome: () => outcome }));
  await runFlash(flashRequest(request), ports);
  const [capacity] = writer.commands.flatMap((command) =>
    command.type === 'header' && command.header.op === 'write'
      ? command.header.targets.map((target) => target.kind === 'drive' && target.capacity)
      : [],
  );
  return { capacity, isKnown: knownDrives.devices.has('/dev/sdx') };
}

function failed(code: 'counterfeit' | 'verify-mismatch' | 'drive-lost'): TargetOutcome {
  return { kind: 'failed', code, facts: {}, state: 'unbootable' };
}

describe('what the writer is told of the size that a drive claims', () => {
  it.each([
    ['new', [], 'probe'],
    ['new', ['/dev/sdx'], 'known'],
    ['always', [], 'probe'],
    ['always', ['/dev/sdx'], 'probe'],
    ['never', [], 'unknown'],
    ['never', ['/dev/sdx'], 'known'],
  ] as const)('asked for: %s, known: %j, told: %s', async (probe, known, capacity) => {
    expect((await flashed({ probe }, drivesInMemory(...known))).capacity).toBe(capacity);
  });

  it.each([
    ['new', 'usb', 'probe'],
    ['never', 'usb', 'unknown'],
    ['new', 'sd', 'known'],
    ['never', 'sd', 'known'],
  ] as const)(
    'where only what differs is written, asked for: %s, a known one of %s: %s',
    async (probe, bus, capacity) => {
      const drives = { inspect: (device: string) => Promise.resolve(stick(device, { bus })) };
      const { ports, writer } = flashWorld({ knownDrives: drivesInMemory('/dev/sdx'), drives });
      await runFlash(flashRequest({ probe, onlyChanged: true }), ports);
      expect(writer.commands[0]).toMatchObject({ header: { targets: [{ capacity }] } });
    },
  );

  it('a loop device is probed only when that is asked for', async () => {
    const inspect = (device: string) => Promise.resolve(stick(device, { kind: 'loop', bus: 'loop' }));
    for (const [probe, capacity] of [
      ['new', 'unknown'],
      ['always', 'probe'],
    ] as const) {
      const { ports, writer } = flashWorld({ drives: { inspect } });
      await runFlash(flashRequest({ probe, allowVirtual: true }), ports);
      expect(writer.commands[0]).toMatchObject({ header: { targets: [{ capacity }] } });
    }
  });
});

describe('the memory of drives', () => {
  it('takes in a drive that has passed a probe', async () => {
    expect((await flashed({ probe: 'new' })).isKnown).toBe(true);
  });

  it('does not take in one of which only the beginning was read back', async () => {
    expect((await flashed({ probe: 'never' })).isKnown).toBe(false);
  });

  it('takes in one that was read back to its last byte', async () => {
    expect((await flashed({ probe: 'never' }, drivesInMemory(), 'done', IMAGE.byteLength)).isKnown).toBe(true);
  });

  it.each(['counterfeit', 'verify-mismatch'] as const)('lets go of one that has failed with %s', async (code) => {
    expect((await flashed({ probe: 'always' }, drivesInMemory('/dev/sdx'), failed(code))).isKnown).toBe(false);
  });

  it.each([
    ['card', false],
    ['reader', true],
    ['image', true],
  ] as const)('of one that came back wrong where the %s is at fault: kept %s', async (suspect, isKept) => {
    const outcome = { ...failed('verify-mismatch'), facts: { suspect } };
    expect((await flashed({ probe: 'always' }, drivesInMemory('/dev/sdx'), outcome)).isKnown).toBe(isKept);
  });

  it('keeps one that was pulled out, and takes in none that was', async () => {
    expect((await flashed({ probe: 'new' }, drivesInMemory('/dev/sdx'), failed('drive-lost'))).isKnown).toBe(true);
    expect((await flashed({ probe: 'new' }, drivesInMemory(), failed('drive-lost'))).isKnown).toBe(false);
  });

  it('a second card of the same drive is not probed again', async () => {
    const known = drivesInMemory();
    expect((await flashed({ probe: 'new' }, known)).capacity).toBe('probe');
    expect((await flashed({ probe: 'new' }, known)).capacity).toBe('known');
  });

  it('is left alone when nothing was written', async () => {
    const known = drivesInMemory('/dev/sdx');
    const { ports } = flashWorld({
      knownDrives: known,
      writer: { start: () => Promise.reject(new AppError('writer-died', {})) },
    });
    await runFlash(flashRequest({ probe: 'new' }), ports);
    expect(known.devices.has('/dev/sdx')).toBe(true);
  });
});
