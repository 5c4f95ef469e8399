import { beforeEach, describe, expect, it } from 'vitest';
import { keepImage, type KeepNote } from '../../../src/core/kept/keep.ts';
import { letGo } from '../../../src/core/kept/let-go.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { localSite } from '../../../src/core/nix/site.ts';
import type { Roots, Site } from '../../../src/core/places/place.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { aKeptImage, anId, storePath } from './a-kept-image.ts';
import { built, earlier } from './built.ts';
import { fakeKept, fakeRoots, type FakeKept } from './fake-kept.ts';
import { fakeNix } from './fake-nix.ts';

const REV = 'e'.repeat(40);
const image = built.storePath;
const system = storePath('nixos-system-pi-26.05', 's');
const nix = fakeNix({ [`--requisites ${image}`]: `${system}\n${image}\n` });
const facts = { revision: `${REV}-dirty`, lockHash: 'f'.repeat(64), nixpkgsRevision: REV };
const { signal } = new AbortController();

function siteOf(roots: Roots, with_: { readonly nix?: NixPort; readonly elsewhere?: string } = {}): Site {
  const release = (): Promise<void> => Promise.resolve();
  const site = { ...localSite(with_.nix ?? nix, built.flake, signal), ...roots, destination: null };
  return { ...site, elsewhere: with_.elsewhere ?? null, release, finish: release };
}

describe('keepImage', () => {
  let notes: KeepNote[] = [];
  const run = { signal, note: (note: KeepNote) => void notes.push(note) };
  beforeEach(() => void (notes = []));

  it('holds the image and its system, and remembers it', async () => {
    const kept = fakeKept([], { facts });
    const roots = fakeRoots();
    const record = await keepImage(built, siteOf(roots, { elsewhere: 'ada@big' }), kept, 3, run);
    const expected = {
      ...{ ...built, ...facts, format: 1, id: anId(0x101), order: 1, systemPath: system, file: null },
      ...{ sha256: 'd'.repeat(64), destination: 'ada@big' },
    };
    expect([record, notes]).toEqual([expected, []]);
    expect([...kept.images.values()]).toEqual([expected]);
    expect([...roots.held]).toEqual([
      [anId(0x101), image],
      [`${anId(0x101)}-system`, system],
    ]);
  });

  it('takes the revision of before the build, and no password', async () => {
    const kept = fakeKept([], { facts });
    const flake = 'git+https://ada:s3cret@host/pis';
    const record = await keepImage({ ...built, flake, revision: REV }, siteOf(fakeRoots()), kept, 3, run);
    expect(record).toMatchObject({ revision: REV, flake: 'git+https://host/pis' });
    expect(JSON.stringify(record)).not.toContain('s3cret');
  });

  it('asks where the flake is evaluated for what is known of it', async () => {
    const evaluator = fakeNix({ flake: JSON.stringify({ path: '/nix/store/x', revision: REV }) });
    const site = { ...siteOf(fakeRoots(), { elsewhere: 'ada@big' }), evaluator };
    expect(await keepImage(built, site, fakeKept(), 3, run)).toMatchObject({ revision: REV });
  });

  it('has a record before a root, and no lock while it reads gigabytes', async () => {
    const kept = fakeKept([], { facts });
    const roots = fakeRoots();
    const seen: unknown[] = [];
    const keep: Roots['keep'] = (name, path) => {
      seen.push([name, [...kept.images.keys()]]);
      return roots.keep(name, path);
    };
    const slow: NixPort = {
      ...nix,
      sha256: async () => {
        seen.push(kept.images.get(anId(0x101))?.sha256);
        await kept.exclusive(() => Promise.resolve(), signal);
        return 'd'.repeat(64);
      },
    };
    await keepImage(built, siteOf({ ...roots, keep }, { nix: slow }), kept, 3, run);
    expect(seen).toEqual([[anId(0x101), [anId(0x101)]], null, [`${anId(0x101)}-system`, [anId(0x101)]]]);
  });

  it('tells before it reads much', async () => {
    const large = { ...built, bytes: 2e9 };
    await keepImage(large, siteOf(fakeRoots(), { elsewhere: 'big' }), fakeKept(), 3, run);
    expect(notes).toEqual([{ code: 'image-hashing', facts: { bytes: 2e9, place: 'big' } }]);
  });

  it('lets go of those that are more than the newest, and of no others', async () => {
    const old = earlier(3);
    const other = aKeptImage({ ...built, id: 'ffffffff', order: 0, place: 'host:big' });
    const kept = fakeKept([...old, other]);
    const roots = fakeRoots();
    for (const { id, storePath: path } of [...old, other]) await roots.keep(id, path);
    const record = await keepImage(built, siteOf(roots), kept, 2, run);
    expect(notes).toEqual([]);
    expect([...kept.images.keys()].sort()).toEqual([anId(3), anId(0x101), 'ffffffff'].sort());
    expect([...roots.held.keys()].sort()).toEqual([anId(3), anId(0x101), `${anId(0x101)}-system`, 'ffffffff'].sort());
    expect(record?.order).toBe(4);
  });

  it('keeps the same image once: newest, with the time that it took to build', async () => {
    const [same = aKeptImage()] = earlier(1);
    const first = { ...same, storePath: image, ms: 99_000, built: 300, file: 'pi-2026-11-20-00000001.img' };
    const newer = earlier(2)[1] ?? same;
    const kept = fakeKept([first, newer], { facts });
    const again = { ...built, built: 0, ms: 1200, startedAt: '2026-11-23T08:00:00.000Z' };
    const record = await keepImage(again, siteOf(fakeRoots()), kept, 3, run);
    expect(record).toMatchObject({ id: first.id, order: 3, ms: 99_000, built: 300, startedAt: again.startedAt });
    expect(record?.file).toBe(first.file);
    expect(kept.images.size).toBe(2);
  });

  it('completes what a killed process has begun', async () => {
    const begun = { ...aKeptImage({ ...built, id: anId(1) }), imagePath: built.imagePath, sha256: null };
    const kept = fakeKept([begun], { facts });
    const record = await keepImage(built, siteOf(fakeRoots()), kept, 3, run);
    expect(record).toMatchObject({ id: anId(1), sha256: 'd'.repeat(64) });
  });

  it.each(['again', 'for the first time'])('keeps it although another lets go of it meanwhile: %s', async (when) => {
    const before = { ...aKeptImage({ ...built, id: anId(1) }), imagePath: built.imagePath };
    const kept = fakeKept(when === 'again' ? [before] : [], { facts });
    const roots = fakeRoots();
    const site = siteOf(roots);
    const pruned: FakeKept = {
      ...kept,
      localFlake: async () => {
        for (const one of kept.images.values()) await letGo(one, roots, kept, signal);
        expect([kept.images.size, roots.held.size]).toEqual([0, 0]);
        return facts;
      },
    };
    const record = await keepImage(built, site, pruned, 3, run);
    expect([...kept.images.values()]).toEqual([record]);
    expect([...roots.held.keys()]).toEqual([record?.id, `${record?.id ?? ''}-system`]);
  });

  it('leaves what another process has written to the record meanwhile', async () => {
    const kept = fakeKept();
    const file = `pi-2026-11-20-${anId(0x101)}.img`;
    const writing: FakeKept = {
      ...kept,
      localFlake: async () => {
        for (const one of [...kept.images.values()]) await kept.write({ ...one, file });
        return facts;
      },
    };
    expect(await keepImage(built, siteOf(fakeRoots()), writing, 3, run)).toMatchObject({
      file,
      revision: facts.revision,
    });
  });

  it('does not let go of the image itself, whatever is asked', async () => {
    const kept = fakeKept();
    expect((await keepImage(built, siteOf(fakeRoots()), kept, 0, run))?.id).toBe(anId(0x101));
    expect(kept.images.size).toBe(1);
  });

  it('notes what fails, and holds nothing of which no record knows', async () => {
    const kept = fakeKept();
    const roots = fakeRoots();
    const failing = {
      ...kept,
      write: () => Promise.reject(new AppError('images-folder', { path: '/x', reason: 'ENOSPC' })),
    };
    expect(await keepImage(built, siteOf(roots), failing, 3, run)).toBeNull();
    expect(notes).toEqual([{ code: 'keep-failed', facts: { error: 'images-folder', detail: 'ENOSPC' } }]);
    expect(roots.held.size).toBe(0);
  });

  it('remembers nothing that it cannot hold, and what it was before', async () => {
    const kept = fakeKept();
    expect(await keepImage(built, siteOf(fakeRoots([anId(0x101)])), kept, 3, run)).toBeNull();
    expect(notes.map(({ code }) => code)).toEqual(['keep-failed']);
    // Its root could not be removed either: the record says that there may be one.
    expect([...kept.images.values()]).toMatchObject([{ id: anId(0x101), sha256: null }]);
    const before = { ...aKeptImage({ ...built, id: anId(1) }), imagePath: built.imagePath };
    const known = fakeKept([before]);
    expect(await keepImage({ ...built, ms: 1 }, siteOf(fakeRoots([anId(1)])), known, 3, run)).toBeNull();
    expect([...known.images.values()]).toEqual([before]);
  });

  it('keeps the new image although an old one cannot be let go of', async () => {
    const kept = fakeKept(earlier(3));
    expect(await keepImage(built, siteOf(fakeRoots([anId(1)])), kept, 1, run)).not.toBeNull();
    expect(notes.map(({ code }) => code)).toEqual(['unkeep-failed']);
    // Its record stays, so that it can be tried again.
    expect([...kept.images.keys()].sort()).toEqual([anId(1), anId(0x101)].sort());
  });

  it('stops when it is cancelled, and leaves no root and no record', async () => {
    const controller = new AbortController();
    const [kept, roots] = [fakeKept(), fakeRoots()];
    const slow: NixPort = {
      ...nix,
      sha256: () => {
        controller.abort();
        return Promise.reject(new AppError('cancelled'));
      },
    };
    const work = keepImage(built, siteOf(roots, { nix: slow }), kept, 3, { ...run, signal: controller.signal });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect([roots.held.size, kept.images.size]).toEqual([0, 0]);
  });
});
