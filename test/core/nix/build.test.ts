import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { End } from '../../../src/core/jobs/job.ts';
import { build, type BuildRequest } from '../../../src/core/nix/build.ts';
import { buildEventSchema, type BuildEvent, type BuildResult } from '../../../src/core/nix/events.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { logLines } from './logs.ts';

const IMAGE = `/nix/store/${'x'.repeat(32)}-pi.img`;
const DONE = JSON.stringify([{ drvPath: '/nix/store/x.drv', outputs: { out: IMAGE } }]);
const REQUEST: BuildRequest = { flakeRef: 'path:/f', how: 'auto', dryRun: false, options: [], outLink: null };

/** A Nix that plays a log for `build`, and answers the other commands by name. */
function player(lines: readonly string[], code: number, answers: Readonly<Record<string, string>> = {}) {
  const calls: (readonly string[])[] = [];
  const nix: NixPort = {
    run: (argv, { onLine }) => {
      calls.push(argv);
      const [command = ''] = argv;
      if (command !== 'build') {
        const answer = answers[command];
        return Promise.resolve({ code: answer === undefined ? 1 : 0, stdout: answer ?? '', stderr: ['error: no'] });
      }
      for (const line of lines) onLine?.(line);
      return Promise.resolve({ code, stdout: code === 0 ? DONE : '', stderr: [] });
    },
    list: () => Promise.resolve(null),
    bytes: () => Promise.resolve(42),
    sha256: () => Promise.resolve(''),
    readText: () => Promise.resolve(null),
  };
  return { nix, calls };
}

function message(level: number, msg: string): string {
  return `@nix ${JSON.stringify({ action: 'msg', level, msg })}`;
}

async function play(nix: NixPort, request: Partial<BuildRequest> = {}, signal = new AbortController().signal) {
  const events: (BuildEvent | End<BuildResult>)[] = [];
  for await (const event of build({ ...REQUEST, ...request }, { nix, clock: performance }, signal)) events.push(event);
  return { events, end: events.at(-1) };
}

describe('build', () => {
  it('tells phases, log and plan, and ends with the image', async () => {
    const { events, end } = await play(player(logLines('nix-2.26/default'), 0).nix);
    expect(end).toMatchObject({
      type: 'done',
      result: { imagePath: IMAGE, bytes: 42, storePath: IMAGE, elsewhere: null, work: { built: 3 }, dryRun: null },
    });
    expect(events.filter((event) => event.type === 'phase')).toHaveLength(3);
    expect(events.filter((event) => event.type === 'log')).toHaveLength(6);
    expect(events.find((event) => event.type === 'plan')).toMatchObject({ plan: { toBuild: 3 } });
    expect(events.findLast((event) => event.type === 'progress')?.progress.builds.done).toBe(3);
    for (const event of events.slice(0, -1)) expect(buildEventSchema.safeParse(event).success).toBe(true);
  });

  it('ends a failure with the log of the derivation that failed', async () => {
    const { events, end } = await play(player(logLines('nix-2.26/needs-broken'), 1).nix);
    const derivation = '/nix/store/74sg68yjkyl0hksfhqgghnf8mh8qzkfl-broken-part.drv';
    const lines = ['compiling', 'undefined reference to main'];
    expect(events.at(-2)).toEqual({ type: 'failed-log', derivation, lines });
    expect(end).toMatchObject({
      type: 'failed',
      error: { code: 'build-failed', facts: { cause: 'builder-failed', derivation, exit: '2' } },
    });
  });

  it('asks Nix for a log that it has not heard itself', async () => {
    const { nix, calls } = player(logLines('nix-2.26/fail').slice(-1), 1, { log: '\u001b[1mone\u001b[0m\ntwo\n' });
    const { events } = await play(nix);
    expect(events.at(-2)).toMatchObject({ type: 'failed-log', lines: ['one', 'two'] });
    expect(calls.map(([command]) => command)).toEqual(['build', 'log']);
  });

  it('looks for the cause in warnings only where there is no error, and says that it did', async () => {
    const text = "warning: unable to download 'https://cache': Couldn't resolve host name (6)";
    const ended = async (...lines: string[]) => (await play(player(lines, 1).nix)).end;
    const users = message(0, "error: the group 'nixbld' specified in 'build-users-group' does not exist");
    expect(await ended(message(1, text), users)).toMatchObject({ error: { facts: { cause: 'no-build-users' } } });
    expect(await ended(message(1, text), message(0, 'error: no'))).toMatchObject({
      error: { facts: { cause: 'other', detail: 'no' } },
    });
    expect(await ended(message(1, text), message(1, 'warning: Git tree is dirty'))).toMatchObject({
      error: { facts: { cause: 'offline', url: 'https://cache', warned: true, detail: text } },
    });
  });

  it.each([
    ['no-flake-as-root', { cause: 'no-flake' }],
    ['throws-as-root', { cause: 'other', detail: "the board 'pi9' is not known" }],
  ])('is not led astray by the warning of a Nix without build users: %s', async (name, facts) => {
    const lines = logLines(`nix-2.8/${name}`);
    expect(lines[0]).toContain("warning: the group 'nixbld'");
    expect((await play(player(lines, 1).nix)).end).toMatchObject({ error: { code: 'build-failed', facts } });
  });

  it('gives the first lines of the last error where it does not know the cause', async () => {
    const last = message(0, `error: odd\n\n  at a:1\n${'  more\n'.repeat(20)}`);
    const { end } = await play(player([message(0, 'error: first'), last], 1).nix);
    expect(end).toMatchObject({ error: { facts: { cause: 'other', detail: 'odd at a:1 more more more more' } } });
    expect((await play(player([], 1).nix)).end).toMatchObject({ error: { facts: { cause: 'other', detail: null } } });
  });

  it('takes a Nix that was killed without a word for one that ran out of memory', async () => {
    const { end } = await play(player([], 137).nix);
    expect(end).toMatchObject({ error: { facts: { cause: 'out-of-memory', derivation: null } } });
  });

  it('warns of a host that cross-compiles by itself, as soon as something of it is built', async () => {
    const drv = '/nix/store/abcdefghijklmnopqrstuvwxyz012345-systemd-aarch64-unknown-linux-gnu-257.drv';
    const lines = [
      message(3, 'this derivation will be built:'),
      message(3, `  ${drv}`),
      `@nix ${JSON.stringify({ action: 'start', id: 1, level: 3, type: 105, text: 'building', fields: [drv, '', 1, 1] })}`,
    ];
    for (const dryRun of [true, false]) {
      const { events } = await play(player(dryRun ? lines.slice(0, 2) : lines, 0).nix, { dryRun });
      expect(events.filter((event) => event.type === 'note').map(({ code }) => code)).toEqual(['cross-compiles']);
    }
    expect((await play(player(logLines('nix-2.26/default'), 0).nix)).events.map(({ type }) => type)).not.toContain(
      'note',
    );
  });

  it('tells the plan of a dry run and looks for no image', async () => {
    const { end } = await play(player(logLines('nix-2.26/dry-run'), 0).nix, { dryRun: true });
    const dryRun = { toBuild: 2, toFetch: 1, downloadBytes: 0, unpackedBytes: 0 };
    expect(end).toMatchObject({
      type: 'done',
      result: { imagePath: null, bytes: null, storePath: null, work: null, dryRun },
    });
  });

  it('hands every word on as one argument, and nothing typed as an option', async () => {
    const { nix, calls } = player([], 0);
    await play(nix, { flakeRef: '--help me; $(x)', options: ['--option', 'cores', '2'], outLink: '/a b/result' });
    expect(calls).toEqual([
      expect.arrayContaining(['--out-link', '/a b/result', '--option', 'cores', '2', '--', '--help me; $(x)']),
    ]);
    expect(calls[0]?.slice(-2)).toEqual(['--', '--help me; $(x)']);
  });

  it('ends as cancelled when the signal is aborted', async () => {
    const controller = new AbortController();
    const { nix } = player([], 1);
    const aborting: NixPort = { ...nix, run: (argv, run) => (controller.abort(), nix.run(argv, run)) };
    expect((await play(aborting, {}, controller.signal)).end).toEqual({ type: 'cancelled' });
  });

  it('ends exactly once, whatever Nix prints', async () => {
    const junk = fc.oneof(
      fc.string(),
      fc.json().map((text) => `@nix ${text}`),
      fc.constantFrom(...logLines('nix-2.26/fail')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(junk, { maxLength: 40 }), fc.integer({ min: 0, max: 255 }), async (lines, code) => {
        const { events, end } = await play(player(lines, code).nix);
        const ends = events.filter(({ type }) => type === 'done' || type === 'failed' || type === 'cancelled');
        expect(ends).toEqual([end]);
        expect(end?.type).toBe(code === 0 ? 'done' : 'failed');
      }),
      { numRuns: 100 },
    );
  });
});
