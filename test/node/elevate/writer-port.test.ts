import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { WriterEvent } from '../../../src/contract/writer.ts';
import type { WriterSession } from '../../../src/core/ports.ts';
import type { ElevationEnv } from '../../../src/node/elevate/ways.ts';
import { writerPort } from '../../../src/node/elevate/writer-port.ts';
import { appErrorOf } from '../../support/errors.ts';
import { fileTarget, writeHeader } from '../../support/headers.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { sha256, testImage } from '../../support/test-image.ts';
import { until } from '../../support/waiting.ts';
import { removeWriterProgram, writerCommand, writerProgram } from '../../support/writer-program.ts';

afterAll(removeWriterProgram);

const never = new AbortController().signal;

const NOBODY: ElevationEnv = {
  platform: 'linux',
  uid: null,
  path: '',
  wrappers: '',
  hasDesktop: false,
  hasTerminal: false,
  askpass: null,
};

/** A computer whose sudo is this script. */
async function computerWith(script: string): Promise<{ env: ElevationEnv; folder: string }> {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'sudo'), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, 'sudo'), 0o755);
  return {
    env: { ...NOBODY, uid: 1000, path: folder, wrappers: '/nonexistent', hasTerminal: true },
    folder,
  };
}

/** What sudo does when it may: forgets its own arguments and becomes the program. */
const OBLIGING = 'echo "$@" > "$0.asked"; while [ "$1" != -- ]; do shift; done; shift; exec "$@"';

async function startWith(script: string, signal: AbortSignal = never): Promise<WriterSession> {
  const { env } = await computerWith(script);
  return writerPort(env, writerCommand).start({ elevate: true, signal });
}

async function collect(session: WriterSession, onEvent: (event: WriterEvent) => void = () => undefined) {
  const events: WriterEvent[] = [];
  for await (const event of session.events) {
    events.push(event);
    onEvent(event);
  }
  return events;
}

const READY = `echo '{"type":"ready","version":1,"root":false}'`;

describe('what comes in the place of an event', () => {
  it.each([
    ['words are told, since they may say what is wrong', 'echo hello', 'the writer said: hello'],
    [
      'a broken event is not, since it may be a piece of a card with a seed on it',
      `echo '{"type":"read","data":"c2VjcmV0'`,
      'the writer said: an event that is none, 31 characters',
    ],
  ])('%s', async (_name, line, detail) => {
    const session = await startWith(`${READY}; ${line}; cat`);
    expect(await appErrorOf(collect(session))).toMatchObject({ code: 'unexpected', facts: { detail } });
    session.close();
    await session.exited;
  });
});

describe('writerPort', () => {
  it('runs the writer through sudo, with this Node and nothing else', async () => {
    const { env, folder } = await computerWith(OBLIGING);
    const session = await writerPort(env, writerCommand).start({ elevate: true, signal: never });
    const asked = await readFile(path.join(folder, 'sudo.asked'), 'utf8');
    expect(asked.endsWith(` -- ${process.execPath} ${writerProgram()}\n`)).toBe(true);
    session.close();
    await session.exited;
  });

  it('does not ask for rights that it does not need', async () => {
    const { env } = await computerWith('exit 1');
    const session = await writerPort(env, writerCommand).start({ elevate: false, signal: never });
    session.close();
    await session.exited;
  });

  it('carries an image through a real writer', async () => {
    const image = testImage((2 << 20) + 17);
    const card = path.join(await tempFolder(), 'card.img');
    const session = await startWith(OBLIGING);
    await session.send({ type: 'header', header: writeHeader({ targets: [fileTarget(card)] }) });
    const events = await collect(session, (event) => {
      if (event.type === 'window' && event.upTo >= image.byteLength)
        void (async () => {
          for (let from = 0; from < image.byteLength; from += 1 << 20)
            await session.send({ type: 'data', data: image.subarray(from, from + (1 << 20)) });
          await session.send({ type: 'end' });
        })();
      else if (event.type === 'received')
        void session.send({ type: 'commit', commit: { bytes: event.bytes, sha256: event.sha256 } });
      else if (event.type === 'pass-end') session.close();
    });
    await session.exited;
    expect(events.find(({ type }) => type === 'result')).toMatchObject({
      outcome: { kind: 'done', sha256: sha256(image) },
    });
    expect((await readFile(card)).equals(image)).toBe(true);
  });

  it.each([
    ['does not know the person', 'echo "me is not in the sudoers file." >&2; exit 1', 'not in the sudoers file'],
    ['gets no password', 'echo "sudo: a password is required" >&2; exit 1', 'a password is required'],
    ['is dismissed, as pkexec’s dialog', 'exit 126', ''],
    ['dies', 'kill -9 $$', ''],
    ['says something that is not the writer’s', 'echo "Welcome!"; exec cat > /dev/null', ''],
  ])('is not authorised when sudo %s', async (_name, script, detail) => {
    const error = await appErrorOf(startWith(script));
    expect(error).toMatchObject({ code: 'not-authorised', facts: { way: 'sudo' } });
    expect(error.facts.detail).toContain(detail);
  });

  it('knows that there is no way to root’s rights', async () => {
    const { env } = await computerWith('exit 1');
    const start = writerPort({ ...env, path: '' }, writerCommand).start({ elevate: true, signal: never });
    expect((await appErrorOf(start)).code).toBe('no-elevation');
  });

  it('says that the writer died when it is not there though no rights are needed', async () => {
    const { env } = await computerWith('exit 1');
    const start = writerPort(env, () => [process.execPath, '/nonexistent/writer.cjs']).start({
      elevate: false,
      signal: never,
    });
    expect((await appErrorOf(start)).code).toBe('writer-died');
  });

  it('is cancelled while sudo asks for the password', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    // Reads its input, as sudo does without a terminal, and goes when that ends.
    const started = startWith('cat > /dev/null', controller.signal);
    expect((await appErrorOf(started)).code).toBe('cancelled');
  });

  it('is cancelled at once when it was cancelled before', async () => {
    expect((await appErrorOf(startWith('cat > /dev/null', AbortSignal.abort()))).code).toBe('cancelled');
  });

  it('ends its events when the writer is killed', async () => {
    const { env, folder } = await computerWith(`echo $$ > "$0.pid"; ${OBLIGING}`);
    const session = await writerPort(env, writerCommand).start({ elevate: true, signal: never });
    const pid = Number(await readFile(path.join(folder, 'sudo.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    expect(await collect(session)).toEqual([]);
    await session.exited;
    await session.send({ type: 'cancel' });
  });

  it('ends a writer whose input is closed, also in the middle of a pass', async () => {
    const session = await startWith(OBLIGING);
    const card = path.join(await tempFolder(), 'card.img');
    await session.send({ type: 'header', header: writeHeader({ targets: [fileTarget(card)] }) });
    let closedAt = 0;
    const events = await collect(session, ({ type }) => {
      if (type !== 'window') return;
      closedAt = performance.now();
      session.close();
    });
    await session.exited;
    expect(performance.now() - closedAt).toBeLessThan(5_000);
    expect(events.some(({ type }) => type === 'received')).toBe(false);
  });

  it('gives the writer none of our environment but what sudo needs', async () => {
    const { env, folder } = await computerWith(`env > "$0.env"; ${OBLIGING}`);
    process.env.NIXBERRY_TEST_SECRET = 'secret';
    try {
      const session = await writerPort(env, writerCommand).start({ elevate: true, signal: never });
      session.close();
      await session.exited;
    } finally {
      delete process.env.NIXBERRY_TEST_SECRET;
    }
    const seen = await until('the environment', () => readFile(path.join(folder, 'sudo.env'), 'utf8'));
    expect(seen).not.toContain('secret');
    expect(seen).not.toMatch(/^(HOME|NODE_OPTIONS|LD_PRELOAD)=/m);
    expect(seen).toMatch(/^LC_ALL=C$/m);
  });

  describe('started ahead', () => {
    /** A program in the writer's place that counts its starts, and the port of a computer on which we are root. */
    async function counting() {
      const folder = await tempFolder();
      const program = path.join(folder, 'counting.cjs');
      const starts = path.join(folder, 'starts');
      const note = `require('node:fs').appendFileSync(${JSON.stringify(starts)}, process.pid + '\\n');`;
      await writeFile(program, `${note}\nrequire(${JSON.stringify(writerProgram())});\n`);
      const pids = async () => (await readFile(starts, 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
      const root: ElevationEnv = { ...NOBODY, uid: 0 };
      return { port: writerPort(root, () => [process.execPath, program]), pids };
    }

    const isRunning = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };

    it('is taken by the next start, and by no other', async () => {
      const { port, pids } = await counting();
      port.startAhead({ elevate: true });
      port.startAhead({ elevate: true });
      const first = await port.start({ elevate: true, signal: never });
      expect(await pids()).toHaveLength(1);
      const second = await port.start({ elevate: false, signal: never });
      expect(await pids()).toHaveLength(2);
      for (const session of [first, second]) session.close();
      await Promise.all([first.exited, second.exited, port.close()]);
    });

    it('ends when nobody takes it', async () => {
      const { port, pids } = await counting();
      port.startAhead({ elevate: true });
      const pid = await until('its start', async () => (await pids())[0]);
      expect(isRunning(pid)).toBe(true);
      await port.close();
      expect(isRunning(pid)).toBe(false);
    });

    it('is not handed to a job that is cancelled', async () => {
      const { port, pids } = await counting();
      port.startAhead({ elevate: true });
      const start = port.start({ elevate: true, signal: AbortSignal.abort() });
      expect((await appErrorOf(start)).code).toBe('cancelled');
      const [pid = 0] = await pids();
      await until('its end', () => !isRunning(pid));
    });

    it('asks nobody for rights', async () => {
      const { env, folder } = await computerWith('echo asked > "$0.asked"; exit 1');
      const port = writerPort(env, writerCommand);
      port.startAhead({ elevate: true });
      await port.close();
      await expect(readFile(path.join(folder, 'sudo.asked'))).rejects.toThrow('ENOENT');
    });

    it('leaves it to the real start to say why it does not start', async () => {
      const root: ElevationEnv = { ...NOBODY, uid: 0 };
      const port = writerPort(root, () => [process.execPath, '/nonexistent/writer.cjs']);
      port.startAhead({ elevate: true });
      expect((await appErrorOf(port.start({ elevate: true, signal: never }))).code).toBe('writer-died');
      await port.close();
    });
  });
});

it('starts nothing, and so asks nobody for a password, where it was cancelled before', async () => {
  const { env, folder } = await computerWith(OBLIGING);
  const start = writerPort(env, writerCommand).start({ elevate: true, signal: AbortSignal.abort() });
  expect(await appErrorOf(start)).toMatchObject({ code: 'cancelled' });
  await expect(readFile(path.join(folder, 'sudo.asked'))).rejects.toThrow();
});
