import { describe, expect, test } from 'vitest';
import { errorWords } from '../../src/cli/error-words.ts';

describe('the words of an error of a drive', () => {
  test('of a wrong block group the digits of its place, and speak of a card only where there is one', () => {
    const facts = {
      ...{ suspect: 'card', grounds: 'same', exact: true, offset: 1_310_720_512, length: 1_048_576 },
      ...{ wrong: 3, flipped: 9 },
    };
    const card = errorWords('verify-mismatch', { ...facts, device: '/dev/sdb' });
    expect(card.message).toContain('first at byte 1,310,720,512 (9\u00a0bits in 3\u00a0bytes)');
    expect(card.message).toMatch(/the card itself is likely at fault\.$/);
    expect(card.next).toMatch(/^Do not use this card\./);
    const verdicts = [
      facts,
      { ...facts, suspect: 'reader', grounds: 'right' },
      { ...facts, suspect: 'unknown', grounds: 'cached' },
    ];
    for (const verdict of verdicts) {
      const { message, next } = errorWords('verify-mismatch', { ...verdict, device: 'pi.img' });
      expect(`${message} ${next}`).toMatch(/The disk that the file lies on.*likely at fault.*memory/);
      expect(`${message} ${next}`).not.toMatch(/\bcard\b|reader|cable|port\b/);
    }
    const image = errorWords('verify-mismatch', { ...facts, device: 'pi.img', suspect: 'image', grounds: 'image' });
    expect(image.message).toContain('The image, read once more, has other bytes there');
    expect(errorWords('bad-sector', { device: 'x', offset: 4096, errno: 'EIO' }).message).toContain('at byte 4,096');
  });

  test('through a cache convict nobody', () => {
    const facts = { device: '/dev/sdb', suspect: 'unknown', grounds: 'cached', exact: true, offset: 0, length: 512 };
    const { message, next } = errorWords('verify-mismatch', facts);
    expect(message).toMatch(/perhaps out of this computer's cache/);
    expect(message).not.toContain('likely');
    expect(next).toMatch(/another reader.*use another card/);
  });

  test('of a write-protected card speak of its lock, and of one that has none', () => {
    const { message, next } = errorWords('drive-read-only', { device: '/dev/sdb' });
    expect(`${message}\n${next}`).toMatch(/is write-protected[^]*Slide the lock[^]*no lock.*worn out/);
  });
});
