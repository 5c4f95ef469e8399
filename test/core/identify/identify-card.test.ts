import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { identifyCard, type IdentifyPorts } from '../../../src/core/identify/identify-card.ts';
import { readerOf } from '../../support/bytes-reader.ts';
import { demoImage } from '../../support/demo-image.ts';
import { appErrorOf } from '../../support/errors.ts';
import { flashWorld, stick } from '../../support/flash-world.ts';
import { scriptedWriter, type ScriptedWriter, type WriterScript } from '../../support/scripted-writer.ts';

const IMAGE = demoImage();
const SDX = { kind: 'drive', path: '/dev/sdx', allowVirtual: false, elevate: true } as const;
const never = new AbortController().signal;

/** Brings back what lies on the card, a few looks long. */
const honest: WriterScript = async ({ next, emit }) => {
  for (let command = await next(); command?.type === 'header' && command.header.op === 'read'; command = await next()) {
    const { offset, bytes } = command.header;
    emit({ type: 'alive' });
    emit({ type: 'read', data: IMAGE.subarray(offset, offset + bytes).toString('base64') });
  }
};

function world(script: WriterScript): { readonly ports: IdentifyPorts; readonly writer: ScriptedWriter } {
  const drives = { inspect: (device: string) => Promise.resolve(stick(device, { bytes: IMAGE.byteLength })) };
  const writer = scriptedWriter(script);
  return { ports: { ...flashWorld({ drives }).ports, writer }, writer };
}

describe('identifyCard', () => {
  it('reads a drive through the writer, a few pieces of it', async () => {
    const { ports, writer } = world(honest);
    expect(await identifyCard(SDX, ports, never)).toMatchObject({ kind: 'nixberry', image: { host: 'nixberry-demo' } });
    const headers = writer.commands.flatMap((command) => (command.type === 'header' ? command.header : []));
    expect(headers.every(({ op }) => op === 'read')).toBe(true);
    expect(headers.length).toBeLessThan(20);
    expect([writer.starts, writer.hasExited()]).toEqual([[{ elevate: true }], true]);
  });

  it('reads a virtual card by itself', async () => {
    const { ports, writer } = world(honest);
    let closed = 0;
    const open = () =>
      Promise.resolve({
        ...readerOf(IMAGE),
        bytes: IMAGE.byteLength,
        close: () => {
          closed++;
          return Promise.resolve();
        },
      });
    const found = await identifyCard({ kind: 'file', path: '/card.img' }, { ...ports, cardFiles: { open } }, never);
    expect([found.kind, closed, writer.starts]).toEqual(['nixberry', 1, []]);
  });

  it('refuses what the writer would refuse, before anybody is asked for rights', async () => {
    const { ports, writer } = world(honest);
    const drives = { inspect: (device: string) => Promise.resolve(stick(device, { removable: false })) };
    const error = await appErrorOf(identifyCard(SDX, { ...ports, drives }, never));
    expect(error).toMatchObject({ code: 'refused', facts: { reason: 'fixed', device: '/dev/sdx' } });
    expect(writer.starts).toEqual([]);
  });

  it('looks at a drive that is write-protected: nobody wants to write', async () => {
    const { ports } = world(honest);
    const locked = (device: string) => stick(device, { bytes: IMAGE.byteLength, readOnly: true });
    const drives = { inspect: (device: string) => Promise.resolve(locked(device)) };
    expect(await identifyCard(SDX, { ...ports, drives }, never)).toMatchObject({ kind: 'nixberry' });
  });

  it.each([
    ['a read that fails', { type: 'read-failed', code: 'bad-sector', facts: {} }, 'bad-sector'],
    ['a writer that fails', { type: 'fatal', code: 'usage', facts: {} }, 'usage'],
  ] as const)('says why, for %s', async (_name, event, code) => {
    const { ports, writer } = world(async ({ next, emit }) => {
      await next();
      emit(event);
    });
    expect(await appErrorOf(identifyCard(SDX, ports, never))).toMatchObject({ code });
    expect(writer.hasExited()).toBe(true);
  });

  it('says that the writer died', async () => {
    const { ports } = world(async ({ next }) => {
      await next();
    });
    expect(await appErrorOf(identifyCard(SDX, ports, never))).toMatchObject({
      code: 'writer-died',
      facts: { exitCode: null, signal: 'SIGKILL', detail: null },
    });
  });

  it('ends at once when it is cancelled, though the drive hangs', async () => {
    const controller = new AbortController();
    const { ports, writer } = world(async ({ next }) => {
      await next();
      controller.abort();
      await next();
    });
    const error = await appErrorOf(identifyCard(SDX, ports, controller.signal));
    expect(error).toBeInstanceOf(AppError);
    expect([error.code, writer.hasExited()]).toEqual(['cancelled', true]);
  });
});
