import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { clearImages } from '../../../src/core/kept/clear.ts';
import type { KeptImage } from '../../../src/core/kept/record.ts';
import type { Roots } from '../../../src/core/places/place.ts';
import { anId } from './a-kept-image.ts';
import { earlier } from './built.ts';
import { fakeKept, fakeRoots } from './fake-kept.ts';

const { signal } = new AbortController();

describe('clearImages', () => {
  async function clear(keep: number, kept: ReturnType<typeof fakeKept>, roots: Roots) {
    const all = [];
    for await (const one of clearImages(keep, kept, () => roots, signal)) all.push(one);
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

  it('asks a machine that does not answer once, and no other for its sake', async () => {
    const there = earlier(4).map((one, at) => ({ ...one, destination: at < 3 ? 'ada@big' : 'ada@other' }));
    const last = there.map((one) => ({ ...one, id: anId(0x10 + one.order), order: 10 + one.order }));
    const asked: (string | null)[] = [];
    const rootsOf = ({ destination }: KeptImage): Roots => {
      asked.push(destination);
      const unkeep = (): Promise<void> =>
        destination === 'ada@other' ? Promise.resolve() : Promise.reject(new AppError('remote-timeout', {}));
      return { ...fakeRoots(), unkeep };
    };
    const kept = fakeKept([...there, ...last.slice(3)]);
    const all = [];
    for await (const {
      type,
      image: { id },
    } of clearImages(1, kept, rootsOf, signal))
      all.push([type, id]);
    expect(all).toEqual([
      ['removed', anId(4)],
      ['stays', anId(3)],
      ['stays', anId(2)],
      ['stays', anId(1)],
    ]);
    expect(asked).toEqual(['ada@other', 'ada@big']);
  });

  it('stops between two images when it is cancelled', async () => {
    const controller = new AbortController();
    const kept = fakeKept(earlier(4));
    const work = async (): Promise<void> => {
      for await (const one of clearImages(1, kept, () => fakeRoots(), controller.signal)) {
        expect(one.type).toBe('removed');
        controller.abort();
      }
    };
    await expect(work()).rejects.toMatchObject({ code: 'cancelled' });
    expect(kept.images.size).toBe(3);
  });

  it('leaves what was built again since it looked', async () => {
    const kept = fakeKept(earlier(2));
    const [first] = kept.images.values();
    const looking = {
      ...kept,
      look: (one: KeptImage) => kept.write({ ...one, order: one.order + 10 }).then(() => 'here' as const),
    };
    expect(first).toBeDefined();
    expect(await clear(1, looking, fakeRoots())).toEqual([]);
    expect(kept.images.size).toBe(2);
  });
});
