import { AppError } from '../errors/app-error.ts';
import { runJob, type End } from '../jobs/job.ts';
import type { CancelSignal } from '../ports.ts';
import type { BootEvent, BootResult } from './events.ts';
import type { BootPorts, CardCopy, MachineParts } from './ports.ts';
import { runMachine, type BootEnd } from './run-machine.ts';

export interface BootRequest {
  /** A path, or an http(s) address. It is only read. */
  readonly image: string;
  /** A text that is waited for, in place of a login. */
  readonly until: string | null;
  /** How long the machine may take, in ms. */
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  /** Null for the one that this computer has. */
  readonly uBoot: string | null;
}

type Emit = (event: BootEvent) => void;

/**
 * Starts an image's copy on an emulated aarch64 machine. Done when a login, or `until`, was seen; fails with AppError
 * `boot-failed`, `qemu-missing`, `u-boot-missing`, `qemu-failed`, `boot-no-room`, and those of the image.
 */
export function bootTest(
  request: BootRequest,
  ports: BootPorts,
  signal: CancelSignal,
): AsyncGenerator<BootEvent | End<BootResult>, void, undefined> {
  return runJob(signal, async (emit: Emit): Promise<BootResult> => {
    const { image, uBoot, memoryBytes } = request;
    const programs = await ports.machines.find(uBoot);
    const card = await unpacked(image, ports, emit, signal);
    try {
      const parts: MachineParts = { ...programs, card: card.path, memoryBytes };
      const end = await runMachine(parts, request, { ...ports, emit, signal });
      // A card that took no more writes is not the image's fault.
      if (end.verdict.kind === 'failed') await card.assertRoom();
      return await resultOf(end, image, ports);
    } finally {
      await card.remove();
    }
  });
}

async function unpacked(
  reference: string,
  { images, copyCard }: BootPorts,
  emit: Emit,
  signal: CancelSignal,
): Promise<CardCopy> {
  const image = await images.open(reference, { hashGiven: false, signal });
  try {
    const { name, format, bytes: of } = image;
    emit({ type: 'image', name, format, bytes: of });
    emit({ type: 'phase', phase: 'copying' });
    return await copyCard(image, (bytes) => emit({ type: 'copied', bytes, of }), signal);
  } finally {
    await image.close();
  }
}

async function resultOf({ verdict, ms, heard }: BootEnd, image: string, { keepLog }: BootPorts): Promise<BootResult> {
  switch (verdict.kind) {
    case 'booted':
      return { line: verdict.line, ms };
    case 'failed': {
      const log = await keepLog(heard.map((line) => `${line}\n`).join(''));
      throw new AppError('boot-failed', { image, reason: verdict.reason, detail: verdict.detail, ms, log });
    }
  }
}
