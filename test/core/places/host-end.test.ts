import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { Detached } from '../../../src/core/jobs/cancel.ts';
import { build, leftBehind, notes, PLACE, scripts } from '../../support/host-build.ts';
import { HASH, runOn, scriptedHost } from '../../support/scripted-host.ts';

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
    expect(notes(run)).toEqual(['project-sent', 'job-stopping']);
  });

  it('that nobody has asked for leaves it alone, and says so', async () => {
    const host = scriptedHost();
    host.lock = '{}';
    const run = runOn(host);
    const site = await PLACE.open(run.run);
    host.instead.follow = () => {
      run.controller.abort(new Detached('SIGHUP'));
      return Promise.reject(new AppError('cancelled'));
    };
    await expect(build(site, run)).rejects.toMatchObject({ code: 'cancelled' });
    await site.finish();
    await site.release();
    expect(scripts(host).slice(-2)).toEqual(['start', 'follow']);
    expect(host.job).toMatchObject({ state: 'running' });
    expect(notes(run)).toEqual(['project-sent', 'job-left']);
    const again = runOn(host);
    delete host.instead.follow;
    expect(await build(await PLACE.open(again.run), again)).toMatchObject({ code: 0 });
    expect(notes(again)).toEqual(['job-resumed']);
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
