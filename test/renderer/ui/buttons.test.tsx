import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Check } from 'lucide-react';
import { describe, expect, test, vi } from 'vitest';
import { Button, IconButton } from '../../../renderer/ui/button.tsx';
import { ExternalLink } from '../../../renderer/ui/link.tsx';
import { fakeBridge } from '../support/fake-bridge.ts';

/** What a screen reader says of an element after its name. */
function description(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

describe('a button', () => {
  test.each(['{Enter}', ' '])('is pressed by the key %j', async (key) => {
    const press = vi.fn();
    render(<Button onPress={press}>Save</Button>);
    screen.getByRole('button', { name: 'Save' }).focus();
    await userEvent.keyboard(key);
    expect(press).toHaveBeenCalledTimes(1);
  });

  test('that is refused can be focused, says why, and does nothing', async () => {
    const press = vi.fn();
    render(
      <Button onPress={press} refusal="No card is chosen.">
        Write
      </Button>,
    );
    const button = screen.getByRole('button', { name: 'Write' });
    await userEvent.tab();
    expect(document.activeElement).toBe(button);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(description(button)).toBe('No card is chosen.');
    await userEvent.keyboard('{Enter}');
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
  });

  test.each([undefined, Check])('that is busy keeps its name and its words, and cannot be pressed', async (icon) => {
    const press = vi.fn();
    render(
      <Button onPress={press} isBusy icon={icon}>
        Save
      </Button>,
    );
    const button = screen.getByRole('button', { name: /Save/ });
    expect(button.getAttribute('aria-busy')).toBe('true');
    await userEvent.click(button);
    expect(press).not.toHaveBeenCalled();
  });

  test.each([undefined, Check])('that is busy says so over its words with reduced motion, not beside them', (icon) => {
    render(
      <Button isBusy iconAfter={icon}>
        Save
      </Button>,
    );
    const [working, ...more] = screen.getAllByText('working');
    expect(more).toEqual([]);
    expect(working?.classList.contains('absolute')).toBe(true);
  });

  test('that is refused sends no form', async () => {
    const send = vi.fn((event: Event) => event.preventDefault());
    render(
      <form onSubmit={(event) => send(event.nativeEvent)}>
        <Button type="submit" isRefused>
          Send
        </Button>
      </form>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(send).not.toHaveBeenCalled();
  });

  test('that is an icon alone has a name', () => {
    render(<IconButton icon={Check} label="Help" />);
    expect(screen.getByRole('button', { name: 'Help' })).toBeTruthy();
  });
});

test('a link outside names a page of the list, and no address', async () => {
  const bridge = await fakeBridge({ calls: { 'app.openExternal': () => undefined } });
  render(<ExternalLink to="nixos-manual">NixOS manual</ExternalLink>);
  await userEvent.click(screen.getByRole('button', { name: 'NixOS manual' }));
  expect(bridge.inputsOf('app.openExternal')).toEqual([{ link: 'nixos-manual' }]);
});
