import { expect, it } from 'vitest';
import type { WriterSession } from '../../../src/core/ports.ts';
import { currentElevationEnv } from '../../../src/node/elevate/ways.ts';
import { writerPort } from '../../../src/node/elevate/writer-port.ts';
import { appErrorOf } from '../../support/errors.ts';

const READY = `console.log('{"type":"ready","version":1,"root":false}');`;

/** A session with this program in the writer's place. */
function start(script: string): Promise<WriterSession> {
  const port = writerPort(currentElevationEnv(), () => [process.execPath, '-e', `${READY} ${script}`]);
  return port.start({ elevate: false, signal: new AbortController().signal });
}

async function drain({ events }: WriterSession): Promise<void> {
  for await (const event of events) expect(event).toBe(null);
}

it.each([
  ['by a signal', `process.kill(process.pid, 'SIGKILL')`, { exitCode: null, signal: 'SIGKILL', detail: null }],
  [
    'by itself, with a word',
    `console.error('out of luck'); process.exitCode = 7`,
    { exitCode: 7, signal: null, detail: 'out of luck' },
  ],
  [
    'by an error that nobody caught',
    `throw new RangeError('too far')`,
    { exitCode: 1, signal: null, detail: 'RangeError: too far' },
  ],
])('it is known how a writer has ended once its events have: %s', async (_name, script, end) => {
  const session = await start(script);
  await drain(session);
  expect(session.ended()).toEqual(end);
});

it('nothing is known of the end of a writer that runs', async () => {
  const session = await start('process.stdin.resume()');
  expect(session.ended()).toEqual({ exitCode: null, signal: null, detail: null });
  session.close();
  await session.exited;
  expect(session.ended()).toMatchObject({ exitCode: 0, signal: null });
});

it('is told of one that never started, too', async () => {
  const port = writerPort(currentElevationEnv(), () => [process.execPath, '/nonexistent/writer.cjs']);
  const error = await appErrorOf(port.start({ elevate: false, signal: new AbortController().signal }));
  expect(error).toMatchObject({ code: 'writer-died', facts: { way: 'root', exitCode: 1, signal: null } });
  expect(error.facts.detail).toContain('/nonexistent/writer.cjs');
});
