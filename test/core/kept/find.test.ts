import { describe, expect, it } from 'vitest';
import { findKept } from '../../../src/core/kept/find.ts';
import { aKeptImage } from './a-kept-image.ts';

const oldest = aKeptImage({ id: 'aaaa1111', order: 1 });
const older = aKeptImage({ id: 'aaaa2222', order: 3 });
const newest = aKeptImage({ id: 'bbbb3333', order: 5 });
const elsewhere = aKeptImage({ id: 'cccc4444', order: 4, place: 'host:big' });
const unnamed = aKeptImage({ id: 'dddd5555', order: 2, host: null, attribute: null });
/** A host that is called like the id of another. */
const tricky = aKeptImage({ id: 'eeee6666', order: 6, host: 'aaaa' });
const images = [oldest, older, newest, elsewhere, unnamed, tricky];

describe('findKept', () => {
  it.each([
    ['bbbb3333', newest],
    ['bbb', newest],
    ['aaaa2', older],
    ['greenhouse', newest],
    ['greenhouse~0', newest],
    // Not the one of the other place.
    ['greenhouse~1', older],
    ['greenhouse~2', oldest],
    ['default', unnamed],
    ['aaaa', tricky],
  ])('%s', (typed, image) => expect(findKept(typed, images)).toBe(image));

  it.each([
    ['greenhouse~3', 'image-unknown', { count: 3 }],
    ['barn', 'image-unknown', { count: null, known: 'aaaa, default, greenhouse' }],
    ['bb', 'image-unknown', {}],
    ['', 'image-unknown', {}],
    ['~1', 'image-unknown', {}],
    ['bbbb3333~1', 'image-unknown', {}],
  ])('%s: %s', (typed, code, facts) => {
    expect(() => findKept(typed, images)).toThrow(
      expect.objectContaining({ code, facts: expect.objectContaining(facts) as object }) as Error,
    );
  });

  it('does not guess between two', () => {
    const error = { code: 'image-ambiguous', facts: { name: 'aaaa', ids: 'aaaa1111, aaaa2222' } };
    expect(() =>
      findKept(
        'aaaa',
        images.filter((image) => image !== tricky),
      ),
    ).toThrow(expect.objectContaining(error) as Error);
  });

  it('says that there is nothing at all', () => {
    expect(() => findKept('pi', [])).toThrow(
      expect.objectContaining({ facts: { name: 'pi', count: null, known: null } }) as Error,
    );
  });
});
