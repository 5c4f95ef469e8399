import { describe, expect, test } from 'vitest';
import { newest } from '../../../renderer/start/recent.ts';
import { demoWay, imageWay, piWay } from '../../../renderer/start/ways.ts';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { HALF } from '../frame/open-app.tsx';

describe('ways', () => {
  const far = { ...HALF, step: 'write', visited: ['board', 'review', 'drive', 'write'] };

  test('an image takes the steps of the card from their start, and keeps the answers', () => {
    expect(imageWay(far)).toMatchObject({
      way: 'image',
      step: 'drive',
      visited: ['board', 'review'],
      answers: far.answers,
    });
  });

  test('back to the Pi from an image, nothing of the card counts as done', () => {
    expect(piWay(imageWay(far))).toMatchObject({ way: 'pi', step: 'review', visited: ['board', 'review'] });
    expect(piWay(far)).toBe(far);
  });

  test.each([
    ['network', ['board', 'name-and-user', 'network']],
    ['review', ['board', 'name-and-user']],
    ['board', []],
  ])('who was at %s is there again after an image', (step, visited) => {
    const image = imageWay({ ...HALF, step, visited });
    expect(piWay(imageWay({ ...image, step: 'write', visited: [...image.visited, 'drive', 'write'] }))).toMatchObject({
      step,
    });
  });
});

test('the demo has complete answers', () => {
  expect(completeSettings(demoWay().answers).type).toBe('complete');
});

test('of recent things the newest come first, and not more than fit', () => {
  const images = Array.from({ length: 9 }, (_, day) => ({
    id: String(day),
    name: 'x',
    shown: 'x',
    bytes: null,
    at: `2026-11-0${day + 1}`,
  }));
  const list = newest([{ id: 'p', name: 'p', shown: 'p', hosts: [], when: '2026-11-08T01:00:00Z' }], images);
  expect(list.map(({ at }) => at)).toEqual([
    '2026-11-09',
    '2026-11-08T01:00:00Z',
    '2026-11-08',
    '2026-11-07',
    '2026-11-06',
    '2026-11-05',
  ]);
});
