import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ErrorBoundary } from '../../../renderer/frame/error-boundary.tsx';

test('a page that fails can be opened again', async () => {
  // React tells the console, too: that is no fault of this test.
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => silent.mockRestore());
  const state = { isBroken: true };
  function Page(): ReactElement {
    if (state.isBroken) throw new Error('broken');
    return <p>all is well</p>;
  }
  render(
    <ErrorBoundary>
      <Page />
    </ErrorBoundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('Your answers are kept');
  state.isBroken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Open it again' }));
  expect(screen.getByText('all is well')).toBeTruthy();
});
