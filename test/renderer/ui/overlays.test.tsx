import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactElement } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Banner } from '../../../renderer/ui/banner.tsx';
import { Button } from '../../../renderer/ui/button.tsx';
import { Dialog, type DialogProps } from '../../../renderer/ui/dialog.tsx';
import { LiveRegion } from '../../../renderer/ui/live-region.tsx';
import { Menu } from '../../../renderer/ui/menu.tsx';
import { ProgressBar } from '../../../renderer/ui/progress-bar.tsx';
import { CopyButton } from '../../../renderer/ui/copy-button.tsx';
import { fakeBridge } from '../support/fake-bridge.ts';

function Asking({ kind }: Pick<DialogProps, 'kind'>): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>Erase…</Button>
      <Dialog
        kind={kind}
        isOpen={isOpen}
        onClose={close}
        title="Erase it?"
        actions={
          <>
            <Button autoFocus onPress={close}>
              Cancel
            </Button>
            <Button variant="danger">Erase</Button>
          </>
        }
      >
        Everything on it is lost.
      </Dialog>
    </>
  );
}

describe('a dialog', () => {
  test.each([
    ['alert', 'alertdialog'],
    ['plain', 'dialog'],
  ] as const)('of the kind %s has its role and its name, and the focus on Cancel', async (kind, role) => {
    render(<Asking kind={kind} />);
    await userEvent.click(screen.getByRole('button', { name: 'Erase…' }));
    expect(screen.getByRole(role, { name: 'Erase it?' })).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
  });

  test('keeps the focus inside, and gives it back', async () => {
    render(<Asking kind="alert" />);
    await userEvent.click(screen.getByRole('button', { name: 'Erase…' }));
    await userEvent.tab();
    await userEvent.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Erase…' }));
  });
});

test('a menu is worked by keys, and marks the present choice', async () => {
  const choose = vi.fn();
  const choices = [
    { id: 'en', text: 'English', isCurrent: true },
    { id: 'de', text: 'Deutsch', lang: 'de' },
  ] as const;
  render(
    <Menu label="Language" choices={choices} onChoose={choose}>
      <Button>English</Button>
    </Menu>,
  );
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{Enter}');
  expect(choose).toHaveBeenCalledWith('de');
});

test.each([
  ['waiting', 0.5, '0'],
  ['running', 0.5, '50'],
  ['done', 0.5, '100'],
  ['failed', 0.25, '25'],
] as const)('a bar that is %s at %d', (state, share, percent) => {
  render(<ProgressBar label="Write" state={state} share={share} />);
  const bar = screen.getByRole('progressbar', { name: 'Write' });
  expect(Number(bar.getAttribute('aria-valuenow')) * 100).toBe(Number(percent));
});

test('a bar that nobody can measure has no value', () => {
  render(<ProgressBar label="Flush" state="running" share={null} />);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBeNull();
});

test.each([
  ['danger', 'alert'],
  ['warn', 'status'],
] as const)('a banner of the tone %s is told as %s', (tone, role) => {
  render(
    <Banner tone={tone} title="Nix is missing">
      Install it.
    </Banner>,
  );
  expect(screen.getByRole(role).textContent).toBe('Nix is missingInstall it.');
});

test('what was copied is said', async () => {
  const user = userEvent.setup();
  const { inputsOf } = await fakeBridge({ calls: { 'app.copy': () => undefined } });
  render(<CopyButton text="ssh ada@greenhouse.local" />);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByRole('button', { name: 'Copied' })).toBeTruthy();
  expect(inputsOf('app.copy')).toEqual([{ text: 'ssh ada@greenhouse.local' }]);
});

test('what could not be copied is said, too', async () => {
  const user = userEvent.setup();
  await fakeBridge();
  render(<CopyButton text="ssh ada@greenhouse.local" />);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByRole('button', { name: 'Could not be copied' })).toBeTruthy();
});

describe('a live region', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('speaks at most every 10 s, and at once when the phase changes', () => {
    vi.useFakeTimers();
    const { rerender } = render(<LiveRegion text="1 %" phase="write" />);
    const wait = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
    const said = (): string | null => screen.getByRole('status').textContent;
    wait(0);
    rerender(<LiveRegion text="2 %" phase="write" />);
    wait(9_000);
    expect(said()).toBe('1 %');
    wait(1_000);
    expect(said()).toBe('2 %');
    rerender(<LiveRegion text="Verifying" phase="verify" />);
    wait(0);
    expect(said()).toBe('Verifying');
  });
});
