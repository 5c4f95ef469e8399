import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { buildArgv, copyRecipesArgv, type BuildArguments } from '../../../src/core/nix/argv.ts';
import type { NixExit } from '../../../src/core/nix/ports.ts';
import { parseStore } from '../../../src/core/places/store.ts';
import { runOn, scriptedHost } from '../../support/scripted-host.ts';

const URI = 'ssh-ng://ada@other';
const IMAGE = `/nix/store/${'x'.repeat(32)}-pi.img`;
const STDOUT = JSON.stringify([{ outputs: { out: IMAGE } }]);
const OPTIONS = ['--option', 'build', '2'];
const WHAT: BuildArguments = {
  installable: 'path:/build#pi',
  dryRun: false,
  options: OPTIONS,
  outLink: '/here/result',
};
const OVER_THERE = ['--eval-store', 'auto', '--store', URI, ...OPTIONS];
const KEEP = ['keep', 'building-run', IMAGE];

/** A store whose garbage is collected before anything holds the result, after so many builds. */
async function openStore({ collected = 0, code = 0 } = {}) {
  const host = scriptedHost();
  const { run, events, controller } = runOn(host);
  const ran: (readonly string[])[] = [];
  const lookUp = () => ({ code: ran.length <= collected ? 1 : 0, stdout: 'folder\n', stderr: ['error: not valid'] });
  host.instead = { keep: lookUp, look: lookUp };
  const nix = {
    ...run.ports.nix,
    run: (argv: readonly string[]): Promise<NixExit> => {
      ran.push(argv);
      return Promise.resolve({ code, stdout: code === 0 ? STDOUT : '', stderr: [] });
    },
  };
  const ssh = { ...host.ssh, nixOptions: () => '-p 22' };
  const site = await parseStore(`store:${URI}`)!.open({ ...run, ports: { ...run.ports, nix, ssh } });
  const options = { signal: controller.signal, onLine: () => undefined };
  const scripts = () => host.calls.map(({ script, parameters }) => [script, ...parameters]);
  return { site, host, ran, events, scripts, build: (what = WHAT) => site.build(what, options) };
}

describe('the result of a build', () => {
  it('is held at once, and let go of at the end', async () => {
    const { site, build, ran, scripts, events } = await openStore();
    expect(await build()).toMatchObject({ code: 0, stdout: STDOUT });
    expect(ran).toEqual([buildArgv({ ...WHAT, outLink: null, options: OVER_THERE })]);
    expect(scripts()).toEqual([KEEP]);
    await site.release();
    expect(scripts()).toEqual([KEEP, ['unkeep', 'building-run']]);
    expect(events).toEqual([]);
  });

  it('that was collected before that is built once more, and held before it is there', async () => {
    const { build, ran, scripts, events } = await openStore({ collected: 1 });
    expect(await build()).toMatchObject({ code: 0 });
    expect(ran[1]).toEqual(ran[0]);
    expect(scripts()).toEqual([KEEP, ['look', IMAGE], ['hold', 'building-run', IMAGE], KEEP]);
    expect(events).toEqual([{ type: 'note', code: 'result-collected', facts: { place: 'ada@other' } }]);
  });

  it('is not built for ever', async () => {
    const { build, ran } = await openStore({ collected: 9 });
    expect(await build()).toMatchObject({ code: 0 });
    expect(ran).toHaveLength(4);
  });

  it('is not built again where it is there and cannot be held', async () => {
    const { host, build, ran } = await openStore();
    host.instead.keep = () => ({ code: 1, stdout: '', stderr: ['mkdir: Permission denied'] });
    expect(await build()).toMatchObject({ code: 0 });
    expect(ran).toHaveLength(1);
  });

  it('is let go of without a word where nothing was held, or nobody answers', async () => {
    const failed = await openStore({ code: 1 });
    await failed.build();
    await failed.site.release();
    expect(failed.scripts()).toEqual([]);
    const held = await openStore();
    await held.build();
    held.host.instead.unkeep = () => Promise.reject(new AppError('remote-unreachable', {}));
    await expect(held.site.release()).resolves.toBeUndefined();
  });

  it('is nothing when it is only asked what would be done; the recipes go there first', async () => {
    const { build, ran, scripts } = await openStore();
    const what = { ...WHAT, dryRun: true, outLink: null };
    await build(what);
    expect(ran).toEqual([copyRecipesArgv(URI, what), buildArgv({ ...what, options: OVER_THERE })]);
    expect(ran[0]?.slice(-5)).toEqual([...OPTIONS, '--', 'path:/build#pi']);
    expect(scripts()).toEqual([]);
  });
});
