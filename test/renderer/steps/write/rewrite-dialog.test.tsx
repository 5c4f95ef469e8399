import { act, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import type { FlashRewrite } from '../../../../src/contract/window/flash.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import { forgetDeeds, useFlashDeeds } from '../../../../renderer/jobs/flash-deeds.ts';
import { RewriteDialog } from '../../../../renderer/steps/write/rewrite-dialog.tsx';
import { fakeBridge } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { flashTopic, idOf } from '../drive/card-topics.ts';

const REWRITE: FlashRewrite = {
  ...{ target: idOf('a'), name: 'Stick a', firstWrong: 34_615_353, wrongBytes: 1, wrongBits: 2 },
};

function Deeds(): ReactNode {
  return <output>{useFlashDeeds().error?.code ?? 'nothing refused'}</output>;
}

async function open(rewrite: FlashRewrite | null, answer: () => undefined = () => undefined) {
  forgetDeeds();
  const bridge = await fakeBridge({
    calls: { 'flash.rewrite': answer },
    topics: { flash: flashTopic({ rewrite }) },
  });
  const page = renderPage(
    <>
      <RewriteDialog />
      <Deeds />
    </>,
  );
  return { ...page, bridge };
}

test('says which card, where, and how much is wrong', async () => {
  await open(REWRITE);
  const dialog = screen.getByRole('alertdialog', { name: 'Write a part of Stick a once more?' });
  expect(dialog.textContent).toContain('first at byte 34,615,353: 2\u00a0bits in 1\u00a0byte');
  expect(dialog.textContent).toContain('may do so again');
});

test('the safe answer has the focus: Enter gives the card up', async () => {
  const { bridge, user } = await open(REWRITE);
  expect(document.activeElement?.textContent).toBe('Give this card up');
  await user.keyboard('{Enter}');
  expect(bridge.inputsOf('flash.rewrite')).toEqual([{ id: 'job', target: idOf('a'), yes: false }]);
});

test('Escape is no answer: the question stays, with the focus on the safe answer', async () => {
  const { bridge, user } = await open(REWRITE);
  await user.keyboard('{Escape}');
  expect(bridge.inputsOf('flash.rewrite')).toEqual([]);
  expect(screen.getByRole('alertdialog')).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Give this card up');
});

test.each([
  ['gone', 'nothing refused'],
  ['early', 'confirm-refused'],
] as const)('an answer that main refuses as %s: %s', async (reason, said) => {
  const { bridge, user } = await open(REWRITE, () => {
    throw new AppError('confirm-refused', { reason });
  });
  await user.click(screen.getByRole('button', { name: 'Write it once more' }));
  await waitFor(() => expect(bridge.transcript()).toContain(`"reason":"${reason}"`));
  // Whatever it says, it says after the answer.
  await act(async () => Promise.resolve());
  await waitFor(() => expect(document.querySelector('output')?.textContent).toBe(said));
});

test('only its own button has the block written', async () => {
  const { bridge, user } = await open(REWRITE);
  await user.click(screen.getByRole('button', { name: 'Write it once more' }));
  expect(bridge.inputsOf('flash.rewrite')).toEqual([{ id: 'job', target: idOf('a'), yes: true }]);
});

test('is there as long as main asks', async () => {
  const { bridge } = await open(null);
  expect(screen.queryByRole('alertdialog')).toBeNull();
  act(() => bridge.publish('flash', flashTopic({ rewrite: REWRITE })));
  expect(screen.getByRole('alertdialog')).toBeTruthy();
  act(() => bridge.publish('flash', flashTopic()));
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
});

test('the next card is asked about anew, with the focus on the safe answer', async () => {
  const { bridge, user } = await open(REWRITE);
  await user.tab();
  act(() => bridge.publish('flash', flashTopic({ rewrite: { ...REWRITE, target: idOf('b'), name: 'Stick b' } })));
  await waitFor(() => expect(screen.getByRole('alertdialog', { name: /Stick b/ })).toBeTruthy());
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Give this card up'));
});
