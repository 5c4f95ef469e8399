import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, onTestFinished } from 'vitest';
import {
  writerEventSchema,
  type TargetOutcome,
  type WriteHeader,
  type WriterCommand,
  type WriterEvent,
} from '../../src/contract/writer.ts';
import { encodeFrame } from '../../src/node/elevate/encode-frame.ts';
import { sha256 } from './test-image.ts';
import { until } from './waiting.ts';
import { removeWriterProgram, writerCommand } from './writer-program.ts';

const WAIT_MS = 60_000;
const PIECE_BYTES = 700_001;

afterAll(removeWriterProgram);

type EventOf<Type> = Extract<WriterEvent, { type: Type }>;

/** A real writer process, with the test as its other side. */
export interface WriterChild {
  /** Of what was started: with `through` that is not the writer itself. */
  readonly pid: number;
  readonly events: readonly WriterEvent[];
  send(command: WriterCommand): Promise<void>;
  /** Sends as much of the image as is asked for, as far as the window allows. Returns when it is sent or not wanted. */
  feed(image: Buffer, bytes?: number): Promise<void>;
  /** The first event of a type that fits, now or later. */
  saw<Type extends WriterEvent['type']>(type: Type, fits?: (event: EventOf<Type>) => boolean): Promise<EventOf<Type>>;
  /** A whole pass with a commit at its end: how each target ended, by index. */
  pass(header: WriteHeader, image: Buffer): Promise<readonly TargetOutcome[]>;
  /** How a target ended; waits for it. */
  outcome(target?: number): Promise<TargetOutcome>;
  closeInput(): void;
  closeOutput(): void;
  readonly exited: Promise<{ readonly code: number | undefined; readonly signal: string | undefined }>;
}

/** Starts the writer, as it is in the sources if nothing else is said. `through`: an argv that the writer's own is put behind. */
export async function startWriter(
  through: readonly string[] = [],
  command: readonly [string, ...string[]] = writerCommand(),
): Promise<WriterChild> {
  const [file = '', ...args] = [...through, ...command];
  const child = execa(file, args, { stdin: 'pipe', stdout: 'pipe', stderr: 'inherit', buffer: false, reject: false });
  const pid = child.pid ?? 0;
  const events: WriterEvent[] = [];
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(writerEventSchema.parse(JSON.parse(line)));
  });
  const exited = child.then(({ exitCode: code, signal }) => ({ code, signal }));
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });

  const send = (command: WriterCommand): Promise<void> =>
    new Promise((resolve) => {
      const [head, payload] = encodeFrame(command);
      child.stdin.write(head);
      child.stdin.write(payload, () => resolve());
    });
  const hasEnded = (): boolean => events.at(-1)?.type === 'pass-end' || hasExited;
  const upTo = (): number => events.reduce((top, event) => (event.type === 'window' ? event.upTo : top), 0);

  const feed = async (image: Buffer, bytes = image.byteLength): Promise<void> => {
    for (let sent = 0; sent < bytes;) {
      await until('the window', () => hasEnded() || upTo() > sent, WAIT_MS);
      if (hasEnded()) return;
      const data = image.subarray(sent, Math.min(bytes, upTo(), sent + PIECE_BYTES));
      await send({ type: 'data', data });
      sent += data.byteLength;
    }
  };
  const saw: WriterChild['saw'] = (type, fits = () => true) =>
    until(
      `the event ${type} among ${JSON.stringify(events.slice(-3))}`,
      () => events.find((event): event is EventOf<typeof type> => event.type === type && fits(event as never)),
      WAIT_MS,
    );
  const outcome = async (target = 0): Promise<TargetOutcome> =>
    (await saw('result', (event) => event.target === target)).outcome;

  await until('the writer to be ready', () => events[0]?.type === 'ready' || hasExited, WAIT_MS);
  return {
    pid,
    events,
    send,
    feed,
    saw,
    outcome,
    pass: async (header, image) => {
      await send({ type: 'header', header });
      await feed(image);
      if (!hasEnded()) await send({ type: 'end' });
      await send({ type: 'commit', commit: { bytes: image.byteLength, sha256: sha256(image) } });
      await saw('pass-end');
      return Promise.all(header.targets.map((_, target) => outcome(target)));
    },
    closeInput: () => child.stdin.destroy(),
    closeOutput: () => child.stdout.destroy(),
    exited,
  };
}
