import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { followTopics, useTopic } from '../../../renderer/bridge/topics.ts';
import type { Bridge } from '../../../src/contract/api.ts';

const ID = (digit: string): string => digit.repeat(32);

function Opened(): ReactNode {
  const opened = useTopic('opened');
  return <p>{opened?.ok === true ? opened.image : 'none'}</p>;
}

test('what main tells while the snapshot is on its way is newer than the snapshot', async () => {
  let tell: (topic: string, value: unknown) => void = () => undefined;
  const bridge: Bridge = {
    call: () => {
      const value = { opened: { ok: true, image: ID('1') } };
      tell('opened', { ok: true, image: ID('2') });
      return Promise.resolve({ ok: true, value });
    },
    dropped: () => Promise.resolve(),
    listen: (listener) => {
      tell = listener;
    },
  };
  Object.defineProperty(window, 'nixberry', { value: bridge, configurable: true });
  await followTopics();
  render(<Opened />);
  expect(screen.getByText(ID('2'))).toBeTruthy();
});
