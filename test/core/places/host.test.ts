import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { buildArgv } from '../../../src/core/nix/argv.ts';
import { build, leftBehind, notes, PLACE, scripts, WHAT } from '../../support/host-build.ts';
import { HASH, runOn, scriptedHost } from '../../support/scripted-host.ts';

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
    const exit = { code: 1, stdout: '[{"outputs":{}}]\n', stderr: ['one', 'two'], ms: 90_000 };
    expect(await build(site, run, lines)).toEqual(exit);
    expect(lines).toEqual(['one', 'two']);
    expect(scripts(host)).toEqual(['job', 'start', 'follow', 'collect']);
    const [id, content, mark, ...argv] = host.calls[1]!.parameters;
    expect([id, content]).toEqual(['id(git+file:///pi pi)', HASH]);
    expect(mark).toBe('id(1 path:/x#pi --option cores 2)');
    expect(argv).toEqual(buildArgv({ ...WHAT, outLink: 'result' }));
    expect(notes(run)).toEqual(['project-sent']);
  });

  it('leaves a running build alone when it only asks what would be done', async () => {
    const host = scriptedHost();
    await leftBehind(host, 'running');
    host.instead.nix = () => ({ code: 0, stdout: 'plan', stderr: [] });
    const run = runOn(host);
    const what = { ...WHAT, dryRun: true, outLink: null };
    expect(await build(await PLACE.open(run.run), run, [], what)).toMatchObject({ stdout: 'plan' });
    expect(host.calls.at(-1)).toEqual({ script: 'nix', parameters: ['nix', ...buildArgv(what)] });
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

  it('takes it up whatever the order of the options', async () => {
    const host = scriptedHost();
    const options = ['--option', 'cores', '2', '--option', 'extra-substituters', 'https://a'];
    const turned = ['--option', 'extra-substituters', 'https://a', '--option', 'cores', '2'];
    const before = runOn(host);
    await build(await PLACE.open(before.run), before, [], { ...WHAT, options });
    host.job = { ...host.job!, state: 'running', collected: false };
    const run = runOn(host);
    await build(await PLACE.open(run.run), run, [], { ...WHAT, options: turned, outLink: '/elsewhere' });
    expect(notes(run)).toEqual(['job-resumed']);
  });

  it('lets go of the result when it is kept, and of nothing when there is none', async () => {
    const host = scriptedHost();
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    await build(site, run);
    host.instead.release = () => Promise.reject(new AppError('remote-lost', { detail: null }));
    await site.release();
    expect(host.calls.at(-1)).toEqual({ script: 'release', parameters: ['id(git+file:///pi pi)', host.job?.run] });
    host.code = 1;
    const failing = runOn(host);
    const failed = await PLACE.open(failing.run);
    await build(failed, failing);
    host.calls.length = 0;
    await failed.release();
    expect(host.calls).toEqual([]);
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
