import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildReal, makeFlake, SYSTEM } from './nix-flake.ts';

let flake: Awaited<ReturnType<typeof makeFlake>>;
let ref: string;
beforeAll(async () => {
  flake = await makeFlake();
  ref = `path:${flake.dir}`;
});
afterAll(() => flake.remove());

const failure = (cause: string, facts: object = {}) => ({
  type: 'failed',
  error: { code: 'build-failed', facts: { cause, ...facts } },
});

describe('a build by the real Nix', () => {
  it('says in a dry run what it would do, and does nothing', async () => {
    const { end, events } = await buildReal({ flakeRef: ref, dryRun: true });
    expect(end).toMatchObject({ type: 'done', result: { imagePath: null, dryRun: { toBuild: 2, toFetch: 0 } } });
    expect(events.filter((event) => event.type === 'log')).toEqual([]);
  });

  it('builds the default package and finds the image', async () => {
    const outLink = join(flake.dir, 'result');
    const { end, events } = await buildReal({ flakeRef: ref, outLink });
    const storePath = await readlink(outLink);
    expect(end).toMatchObject({
      type: 'done',
      result: { imagePath: `${storePath}/sd-image/pi.img`, bytes: 6, storePath, elsewhere: null, work: { built: 2 } },
    });
    expect(events.filter((event) => event.type === 'phase').map((event) => event.phase)).toEqual(['unpack', 'install']);
    expect(events.find((event) => event.type === 'log')).toMatchObject({ line: 'making a part' });
    expect(events.findLast((event) => event.type === 'progress')?.progress.builds).toMatchObject({
      done: 2,
      expected: 2,
    });
  });

  it('has nothing to do the second time', async () => {
    const { end, events } = await buildReal({ flakeRef: ref });
    expect(end).toMatchObject({ type: 'done', result: { bytes: 6 } });
    expect(events.filter((event) => event.type === 'log')).toEqual([]);
  });

  it.each([
    ['native', 'auto', null, 'native'],
    ['twin', 'native', 'native', 'twin'],
    ['twin', 'cross', 'cross', 'twin-cross'],
    ['twin-cross', 'auto', 'cross', 'twin-cross'],
    ...(SYSTEM === 'aarch64-linux' ? [] : [['twin', 'auto', 'cross', 'twin-cross'] as const]),
  ] as const)('builds the host %s, %s', async (host, how, chosen, image) => {
    const { end, events } = await buildReal({ flakeRef: `${ref}#${host}`, how });
    expect(events[0]).toMatchObject({ type: 'target', how: chosen });
    const { imagePath } = end?.type === 'done' ? end.result : { imagePath: null };
    expect(imagePath).toMatch(new RegExp(`/sd-image/${image}\\.img\\.zst$`));
    expect(await readFile(await realpath(imagePath ?? ''), 'utf8')).toBe('image\n');
  });

  it('takes a full attribute path as it is', async () => {
    const attribute = 'nixosConfigurations.native.config.system.build.sdImage';
    expect((await buildReal({ flakeRef: `${ref}#${attribute}` })).end).toMatchObject({ type: 'done' });
  });

  it('shows the log of the derivation that failed, now and when Nix only remembers it', async () => {
    const { end, events } = await buildReal({ flakeRef: `${ref}#needs-broken` });
    expect(end).toMatchObject(failure('builder-failed', { exit: '2' }));
    expect(events.at(-2)).toMatchObject({
      type: 'failed-log',
      derivation: expect.stringMatching(/-broken-part\.drv$/) as string,
      lines: ['compiling', 'undefined reference to main'],
    });
  });

  it.each([
    ['wrong', failure('wrong-platform')],
    ['bad-hash', failure('hash-mismatch', { specified: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' })],
    ['throws', failure('other', { detail: "the board 'pi9' is not known" })],
    ['empty', { type: 'failed', error: { code: 'no-image-built' } }],
    [
      'two',
      { type: 'failed', error: { code: 'several-images-built', facts: { names: 'sd-image/a.img, sd-image/b.img' } } },
    ],
    [
      'nothing',
      { type: 'failed', error: { code: 'attribute-not-found', facts: { hosts: 'native, twin, twin-cross' } } },
    ],
    ['a.b', failure('attribute-not-provided', { attribute: 'a.b' })],
  ])('ends %s with its cause', async (attribute, end) => {
    expect((await buildReal({ flakeRef: `${ref}#${attribute}` })).end).toMatchObject(end);
  });

  it('names a flake that is not there', async () => {
    const path = join(flake.dir, 'typo');
    expect((await buildReal({ flakeRef: `path:${path}#pi` })).end).toMatchObject(failure('path-missing', { path }));
  });
});
