import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { buildArgv } from '../../../src/core/nix/argv.ts';
import { buildEventSchema } from '../../../src/core/nix/events.ts';
import { parseHost } from '../../../src/core/places/host.ts';
import type { Site } from '../../../src/core/places/place.ts';
import { HASH, runOn, scriptedHost, type ScriptedHost, type ScriptedRun } from '../../support/scripted-host.ts';

const PLACE = parseHost('host:ada@other')!;
const ARGV = buildArgv({ installable: 'path:/x#pi', dryRun: false, options: [], outLink: '/here/result' });

function build(site: Site, { controller }: ScriptedRun, lines: string[] = [], argv = ARGV) {
  return site.build(argv, { signal: controller.signal, onLine: (line) => lines.push(line) });
}

const scripts = (host: ScriptedHost): readonly string[] => host.calls.map(({ script }) => script);

function notes({ events }: ScriptedRun): readonly string[] {
  for (const event of events) expect(buildEventSchema.safeParse(event).success).toBe(true);
  return events.flatMap((event) => (event.type === 'note' ? [event.code] : []));
}

/** A build of the same project and arguments that was left behind. */
async function leftBehind(host: ScriptedHost, state: 'running' | 'ended' | 'gone', change: object = {}): Promise<void> {
  const before = runOn(host);
  await build(await PLACE.open(before.run), before);
  host.job = { ...host.job!, state, collected: false, ...change };
  host.calls.length = 0;
}

describe('open', () => {
  it('sends the project, once, and names it as the other machine knows it', async () => {
    const host = scriptedHost();
    const first = runOn(host, { folder: 'hosts/my pi' });
    expect((await PLACE.open(first.run)).flake).toBe('path:/home/ada/projects/a%20b?dir=hosts/my%20pi');
    expect(first.events).toEqual([
      { type: 'note', code: 'project-sent', facts: { place: 'ada@other', files: 3, bytes: 42 } },
    ]);
    const second = runOn(host);
    expect((await PLACE.open(second.run)).flake).toBe('path:/home/ada/projects/a%20b');
    expect(notes(second)).toEqual([]);
    expect(scripts(host)).toEqual(['job', 'receive', 'job']);
  });

  it('hands a flake on that is not on this computer', async () => {
    const host = scriptedHost();
    const run = runOn(host, { flake: 'github:ada/pi' });
    const site = await PLACE.open(run.run);
    await site.finish();
    expect(site.flake).toBe('github:ada/pi');
    expect(host.calls).toEqual([]);
  });

  it.each([
    ['tar: flake.nix: Cannot write: No space left on device', 'remote-full'],
    ['tar: not found', 'remote-failed'],
  ])('tells why the project could not be taken: %s', async (words, code) => {
    const host = scriptedHost();
    host.instead.receive = () => ({ code: 1, stdout: '', stderr: [words, ''] });
    const facts = expect.objectContaining({ place: 'ada@other', detail: words }) as object;
    await expect(PLACE.open(runOn(host).run)).rejects.toEqual(expect.objectContaining({ code, facts }));
  });
});

describe('build', () => {
  it('starts, follows and takes the result', async () => {
    const host = scriptedHost();
    host.code = 1;
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.calls.length = 0;
    const lines: string[] = [];
    const exit = { code: 1, stdout: '[{"outputs":{}}]\n', stderr: ['one', 'two'] };
    expect(await build(site, run, lines)).toEqual(exit);
    expect(lines).toEqual(['one', 'two']);
    expect(scripts(host)).toEqual(['job', 'start', 'follow', 'collect']);
    const [id, content, mark, ...argv] = host.calls[1]!.parameters;
    expect([id, content]).toEqual(['id(git+file:///pi pi)', HASH]);
    expect(mark).toBe(`id(${argv.join(' ')})`);
    expect(argv.join(' ')).toContain('build --out-link result --extra-experimental-features');
    expect(argv.join(' ')).not.toContain('/here/result');
    expect(argv.slice(-2)).toEqual(['--', 'path:/x#pi']);
    expect(notes(run)).toEqual(['project-sent']);
  });

  it('leaves a running build alone when it only asks what would be done', async () => {
    const host = scriptedHost();
    await leftBehind(host, 'running');
    host.instead.nix = () => ({ code: 0, stdout: 'plan', stderr: [] });
    const run = runOn(host);
    const argv = buildArgv({ installable: 'path:/x#pi', dryRun: true, options: [], outLink: null });
    expect(await build(await PLACE.open(run.run), run, [], argv)).toMatchObject({ stdout: 'plan' });
    expect(host.calls.at(-1)).toEqual({ script: 'nix', parameters: ['nix', ...argv] });
    expect(scripts(host)).toEqual(['job', 'nix']);
  });

  it.each(['running', 'ended'] as const)('takes up the same one that is %s', async (state) => {
    const host = scriptedHost();
    await leftBehind(host, state);
    const run = runOn(host);
    expect(await build(await PLACE.open(run.run), run)).toMatchObject({ code: 0, stderr: ['one', 'two'] });
    expect(scripts(host)).toEqual(['job', 'job', 'follow', 'collect']);
    expect(run.events).toEqual([
      { type: 'note', code: 'job-resumed', facts: { place: 'ada@other', state, ms: 60_000 } },
    ]);
  });

  it.each([
    ['that others have taken', 'ended', { collected: true }],
    ['that is gone', 'gone', {}],
    ['of other files, that has ended', 'ended', { content: 'b'.repeat(64) }],
  ] as const)('starts anew instead of one %s', async (_, state, change) => {
    const host = scriptedHost();
    await leftBehind(host, state, change);
    const run = runOn(host);
    await build(await PLACE.open(run.run), run);
    expect(scripts(host)).toEqual(['job', 'job', 'start', 'follow', 'collect']);
    expect(notes(run)).toEqual([]);
  });

  it.each([{ content: 'b'.repeat(64) }, { argv: 'other arguments' }])('stops another one first: %j', async (change) => {
    const host = scriptedHost();
    await leftBehind(host, 'running', change);
    const run = runOn(host);
    await build(await PLACE.open(run.run), run);
    expect(scripts(host)).toEqual(['job', 'job', 'stop', 'start', 'follow', 'collect']);
    expect(notes(run)).toEqual(['job-superseded']);
  });

  it('looks again when another call was faster, and takes that up', async () => {
    const host = scriptedHost();
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.instead.start = () => {
      const [, content = '', argv = ''] = host.calls.at(-1)!.parameters;
      host.job = { state: 'running', run: 'theirs', content, argv, collected: false };
      return { code: 3, stdout: '', stderr: [] };
    };
    expect(await build(site, run)).toMatchObject({ code: 0 });
    expect(scripts(host).slice(-5)).toEqual(['job', 'start', 'job', 'follow', 'collect']);
  });

  it.each(['remote-lost', 'remote-unreachable', 'remote-timeout'] as const)(
    'says that it goes on when the connection breaks: %s',
    async (code) => {
      const host = scriptedHost();
      host.lock = '{}';
      const run = runOn(host);
      const site = await PLACE.open(run.run);
      host.instead.follow = () =>
        Promise.reject(new AppError(code, { place: 'ada@other', detail: 'gone', reason: null }));
      await expect(build(site, run)).rejects.toMatchObject({
        code: 'remote-lost',
        facts: { place: 'ada@other', reason: 'build', detail: 'gone' },
      });
      await site.finish();
      expect(scripts(host).slice(-2)).toEqual(['start', 'follow']);
      expect(host.job).toMatchObject({ state: 'running' });
    },
  );

  it.each([
    [3, 'gone'],
    [4, 'stopped'],
    [5, 'stopped'],
  ])('tells a build that has no end: %i', async (code, reason) => {
    const host = scriptedHost();
    host.instead.follow = () => ({ code, stdout: '', stderr: [] });
    const run = runOn(host);
    await expect(build(await PLACE.open(run.run), run)).rejects.toMatchObject({
      code: 'remote-build-ended',
      facts: { place: 'ada@other', reason },
    });
  });

  it('says so where there is no Nix any more', async () => {
    const host = scriptedHost();
    host.instead.start = host.instead.nix = () => ({ code: 127, stdout: '', stderr: [] });
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    const missing = { code: 'remote-nix-missing', facts: { place: 'ada@other' } };
    await expect(build(site, run)).rejects.toMatchObject(missing);
    await expect(site.nix.run(['--version'], { signal: run.controller.signal })).rejects.toMatchObject(missing);
  });
});

describe('a cancel', () => {
  it('stops the build over there', async () => {
    const host = scriptedHost();
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.instead.follow = () => {
      run.controller.abort();
      return Promise.reject(new AppError('cancelled'));
    };
    await expect(build(site, run)).rejects.toMatchObject({ code: 'cancelled' });
    expect(host.calls.at(-1)).toEqual({ script: 'stop', parameters: ['id(git+file:///pi pi)', host.job?.run] });
    expect(notes(run)).toEqual(['project-sent']);
  });

  it('while it is started stops it, too', async () => {
    const host = scriptedHost();
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.instead.start = () => {
      run.controller.abort();
      delete host.instead.start;
      return host.ssh.run({ user: 'ada', host: 'other', port: null, keyFile: null }, 'start', ['id', 'c', 'a'], {
        signal: new AbortController().signal,
      });
    };
    await expect(build(site, run)).rejects.toMatchObject({ code: 'cancelled' });
    expect(scripts(host).at(-1)).toBe('stop');
  });

  it('says so when it cannot stop it', async () => {
    const host = scriptedHost();
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.instead.follow = () => {
      run.controller.abort();
      return Promise.reject(new AppError('cancelled'));
    };
    host.instead.stop = () => Promise.reject(new AppError('remote-unreachable', { detail: 'no route' }));
    await expect(build(site, run)).rejects.toMatchObject({ code: 'cancelled' });
    expect(run.events.at(-1)).toEqual({
      type: 'note',
      code: 'job-not-stopped',
      facts: { place: 'ada@other', detail: 'no route' },
    });
  });
});

describe('finish', () => {
  const LOCK = '{"nodes":{}}\n';

  it.each([
    ['taken', ['project-sent', 'lock-returned']],
    ['changed', ['project-sent', 'lock-kept']],
    ['same', ['project-sent']],
  ] as const)('brings the lock back: %s', async (state, codes) => {
    const host = scriptedHost();
    host.lock = LOCK;
    const run = runOn(host, { folder: 'pi' }, state);
    const site = await PLACE.open(run.run);
    await build(site, run);
    await site.finish();
    expect(run.locks).toEqual([LOCK]);
    expect(notes(run)).toEqual(codes);
    expect(host.calls.at(-1)).toEqual({ script: 'lock', parameters: [HASH, 'pi'] });
  });

  it('leaves it there as long as a build of the project is running', async () => {
    const host = scriptedHost();
    await leftBehind(host, 'running');
    host.lock = LOCK;
    const run = runOn(host);
    await (await PLACE.open(run.run)).finish();
    expect(run.locks).toEqual([]);
  });

  it.each<[string, () => Promise<never>]>([
    ['no route', () => Promise.reject(new AppError('remote-unreachable', { detail: 'no route' }))],
    ['EROFS', () => Promise.reject(new AppError('project-write-failed', { reason: 'EROFS' }))],
  ])('is no reason to fail: %s', async (detail, fail) => {
    const host = scriptedHost();
    host.lock = LOCK;
    const run = runOn(host, { takeLock: fail });
    await (await PLACE.open(run.run)).finish();
    expect(run.events.at(-1)).toEqual({ type: 'note', code: 'lock-failed', facts: { place: 'ada@other', detail } });
  });
});
