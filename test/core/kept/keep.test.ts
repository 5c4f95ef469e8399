import { describe, expect, it } from 'vitest';
import { clearImages } from '../../../src/core/kept/clear.ts';
import { keepImage, type BuiltImage } from '../../../src/core/kept/keep.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { localSite } from '../../../src/core/nix/site.ts';
import type { Roots, Site } from '../../../src/core/places/place.ts';
import { AppError } from '../../../src/core/errors.ts';
import { aKeptImage, anId, storePath } from './a-kept-image.ts';
import { fakeKept, fakeRoots } from './fake-kept.ts';
import { fakeNix } from './fake-nix.ts';

const REV = 'e'.repeat(40);
const image = storePath('image');
const system = storePath('nixos-system-pi-26.05', 's');
const nix = fakeNix({ [`--requisites ${image}`]: `${system}\n${image}\n` });
const facts = { revision: `${REV}-dirty`, lockHash: 'f'.repeat(64), nixpkgsRevision: REV };
const { signal } = new AbortController();

const built: BuiltImage = {
  ...{ flake: 'path:/pis', attribute: 'pi', host: 'pi', how: 'native', place: 'here' },
  ...{ startedAt: '2026-11-22T21:30:00.000Z', ms: 5000, built: 7, downloadBytes: 1000 },
  ...{ bytes: 42, storePath: image, imagePath: `${image}/pi.img` },
};

function siteOf(roots: Roots, with_: { readonly nix?: NixPort; readonly elsewhere?: string } = {}): Site {
  const site = { ...localSite(with_.nix ?? nix, built.flake, signal), ...roots, destination: null };
  return { ...site, elsewhere: with_.elsewhere ?? null, finish: () => Promise.resolve() };
}

/** Earlier images of the same group, the newest last. */
function earlier(count: number): ReturnType<typeof aKeptImage>[] {
  return Array.from({ length: count }, (_, at) =>
    aKeptImage({
      ...built,
      id: anId(at + 1),
      order: at + 1,
      storePath: storePath(`old-${at}`),
      imagePath: storePath(`old-${at}`),
    }),
  );
}

describe('keepImage', () => {
  it('holds the image and its system, and remembers it', async () => {
    const kept = fakeKept([], { facts });
    const roots = fakeRoots();
    const end = await keepImage(built, siteOf(roots, { elsewhere: 'ada@big' }), kept, 3, signal);
    const expected = {
      ...{ ...built, ...facts, format: 1, id: anId(0x101), order: 1, systemPath: system, file: null },
      ...{ sha256: 'd'.repeat(64), destination: 'ada@big' },
    };
    expect(end).toEqual({ image: expected, notes: [] });
    expect([...kept.images.values()]).toEqual([expected]);
    expect([...roots.held]).toEqual([
      [anId(0x101), image],
      [`${anId(0x101)}-system`, system],
    ]);
  });

  it('takes the revision of before the build, and no password', async () => {
    const kept = fakeKept([], { facts });
    const flake = 'git+https://ada:s3cret@host/pis';
    const { image: record } = await keepImage({ ...built, flake, revision: REV }, siteOf(fakeRoots()), kept, 3, signal);
    expect(record).toMatchObject({ revision: REV, flake: 'git+https://host/pis' });
    expect(JSON.stringify(record)).not.toContain('s3cret');
  });

  it('lets go of those that are more than the newest, and of no others', async () => {
    const old = earlier(3);
    const other = aKeptImage({ ...built, id: 'ffffffff', order: 0, place: 'host:big' });
    const kept = fakeKept([...old, other]);
    const roots = fakeRoots();
    for (const { id, storePath: path } of [...old, other]) await roots.keep(id, path);
    const end = await keepImage(built, siteOf(roots), kept, 2, signal);
    expect(end.notes).toEqual([]);
    expect([...kept.images.keys()].sort()).toEqual([anId(3), anId(0x101), 'ffffffff'].sort());
    expect([...roots.held.keys()].sort()).toEqual([anId(3), anId(0x101), `${anId(0x101)}-system`, 'ffffffff'].sort());
    expect(end.image?.order).toBe(4);
  });

  it('keeps the same image once: newest, with the time that it took to build', async () => {
    const [same = aKeptImage()] = earlier(1);
    const first = { ...same, storePath: image, ms: 99_000, built: 300, file: 'pi-2026-11-20-00000001.img' };
    const newer = earlier(2)[1] ?? same;
    const kept = fakeKept([first, newer], { facts });
    const again = { ...built, built: 0, ms: 1200, startedAt: '2026-11-23T08:00:00.000Z' };
    const { image: record } = await keepImage(again, siteOf(fakeRoots()), kept, 3, signal);
    expect(record).toMatchObject({ id: first.id, order: 3, ms: 99_000, built: 300, startedAt: again.startedAt });
    expect(record?.file).toBe(first.file);
    expect(kept.images.size).toBe(2);
  });

  it('does not let go of the image itself, whatever is asked', async () => {
    const kept = fakeKept();
    expect((await keepImage(built, siteOf(fakeRoots()), kept, 0, signal)).image?.id).toBe(anId(0x101));
    expect(kept.images.size).toBe(1);
  });

  it('notes what fails, and holds nothing of which no record knows', async () => {
    const kept = fakeKept();
    const roots = fakeRoots();
    const failing = {
      ...kept,
      write: () => Promise.reject(new AppError('images-folder', { path: '/x', reason: 'ENOSPC' })),
    };
    expect(await keepImage(built, siteOf(roots), failing, 3, signal)).toEqual({
      image: null,
      notes: [{ code: 'keep-failed', facts: { error: 'images-folder', detail: 'ENOSPC' } }],
    });
    expect(roots.held.size).toBe(0);
  });

  it('keeps the new image although an old one cannot be let go of', async () => {
    const kept = fakeKept(earlier(3));
    const end = await keepImage(built, siteOf(fakeRoots([anId(1)])), kept, 1, signal);
    expect(end.image).not.toBeNull();
    expect(end.notes.map(({ code }) => code)).toEqual(['unkeep-failed']);
    // Its record stays, so that it can be tried again.
    expect([...kept.images.keys()].sort()).toEqual([anId(1), anId(0x101)].sort());
  });

  it('stops when it is cancelled, and leaves no root', async () => {
    const controller = new AbortController();
    const roots = fakeRoots();
    const slow: NixPort = {
      ...nix,
      sha256: () => {
        controller.abort();
        return Promise.reject(new AppError('cancelled'));
      },
    };
    const work = keepImage(built, siteOf(roots, { nix: slow }), fakeKept(), 3, controller.signal);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(roots.held.size).toBe(0);
  });
});

describe('clearImages', () => {
  async function clear(keep: number, kept: ReturnType<typeof fakeKept>, roots: Roots) {
    const all = [];
    for await (const one of clearImages(keep, kept, () => roots)) all.push(one);
    return all;
  }

  it('lets go of what is gone and of what is older, and says what that frees', async () => {
    const [a, b, c, d] = earlier(4);
    if (!a || !b || !c || !d) throw new Error('four are needed');
    const copied = { ...b, file: 'pi-2026-11-20-00000002.img', destination: 'ada@big' };
    const kept = fakeKept([a, copied, c, d], { states: { [c.id]: 'gone' } });
    const cleared = await clear(1, kept, fakeRoots());
    expect(cleared).toEqual([
      { type: 'removed', image: c, freedBytes: 0, storeBytes: 0 },
      { type: 'removed', image: copied, freedBytes: 4096, storeBytes: 0 },
      { type: 'removed', image: a, freedBytes: 0, storeBytes: a.bytes },
    ]);
    expect([...kept.images.keys()]).toEqual([d.id]);
  });

  it('does not count what is gone among the newest', async () => {
    const [a, b] = earlier(2);
    if (!a || !b) throw new Error('two are needed');
    const kept = fakeKept([a, b], { states: { [b.id]: 'gone' } });
    expect((await clear(1, kept, fakeRoots())).map(({ image: { id } }) => id)).toEqual([b.id]);
  });

  it('leaves what it cannot let go of, and goes on', async () => {
    const kept = fakeKept(earlier(3));
    const cleared = await clear(1, kept, fakeRoots([anId(2)]));
    expect(cleared.map(({ type, image: { id } }) => [type, id])).toEqual([
      ['stays', anId(2)],
      ['removed', anId(1)],
    ]);
    expect([...kept.images.keys()].sort()).toEqual([anId(2), anId(3)]);
  });
});
