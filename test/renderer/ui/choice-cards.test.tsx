import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactElement } from 'react';
import { expect, test, vi } from 'vitest';
import { ChoiceCards, type CardChoice } from '../../../renderer/ui/choice-cards.tsx';

type Id = 'card' | 'ssd' | 'stick';

const allow = vi.fn();

const CHOICES: readonly CardChoice<Id>[] = [
  { id: 'card', title: 'SC32G', children: 'Can be written.' },
  {
    id: 'ssd',
    title: 'Portable SSD',
    isRefused: true,
    children: 'Too large.',
    action: <button onClick={allow}>Allow</button>,
  },
  { id: 'stick', title: 'Flash Disk', children: 'Can be written.' },
];

function One({ onChange }: { readonly onChange: (id: Id) => void }): ReactElement {
  const [value, set] = useState<Id | null>(null);
  const change = (id: Id): void => {
    onChange(id);
    set(id);
  };
  return <ChoiceCards label="Drives" choices={CHOICES} value={value} onChange={change} />;
}

function Several(): ReactElement {
  const [value, set] = useState<readonly Id[]>([]);
  return <ChoiceCards<Id> several label="Drives" choices={CHOICES} value={value} onChange={set} />;
}

function names(role: 'radio' | 'checkbox'): string[] {
  return screen
    .getAllByRole(role)
    .filter((card) => card.getAttribute('aria-checked') === 'true')
    .map((card) => document.getElementById(card.getAttribute('aria-labelledby') ?? '')?.textContent ?? '');
}

test('arrows move, and choose nothing; space chooses', async () => {
  const change = vi.fn();
  render(<One onChange={change} />);
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'SC32G' }));
  await userEvent.keyboard('{ArrowUp}');
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Flash Disk' }));
  expect(change).not.toHaveBeenCalled();
  await userEvent.keyboard(' ');
  expect(names('radio')).toEqual(['Flash Disk']);
});

test('a refused card can be reached and read, and not be chosen', async () => {
  const change = vi.fn();
  render(<One onChange={change} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  const refused = screen.getByRole('radio', { name: 'Portable SSD' });
  expect(document.activeElement).toBe(refused);
  expect(refused.getAttribute('aria-disabled')).toBe('true');
  expect(document.getElementById(refused.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Too large.');
  await userEvent.keyboard(' ');
  await userEvent.click(refused);
  expect(change).not.toHaveBeenCalled();
});

test('a card’s way out stands outside of it, and its keys are its own', async () => {
  render(<One onChange={vi.fn()} />);
  const way = screen.getByRole('button', { name: 'Allow' });
  expect(way.closest('[role=radio]')).toBeNull();
  way.focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(way);
  await userEvent.keyboard(' ');
  expect(allow).toHaveBeenCalledTimes(1);
});

test('the chosen card is where Tab comes in', async () => {
  render(<One onChange={vi.fn()} />);
  await userEvent.click(screen.getByRole('radio', { name: 'Flash Disk' }));
  expect(screen.getAllByRole('radio').map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, 0]);
});

test('while none is chosen Tab comes in at the first that can be', () => {
  const [card, refused] = CHOICES;
  render(<ChoiceCards label="Drives" choices={[refused!, card!]} value={null} onChange={vi.fn()} />);
  expect(screen.getAllByRole('radio').map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]);
});

test('several: each card is a check box of its own', async () => {
  render(<Several />);
  await userEvent.click(screen.getByRole('checkbox', { name: 'SC32G' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Flash Disk' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Portable SSD' }));
  expect(names('checkbox')).toEqual(['SC32G', 'Flash Disk']);
  await userEvent.click(screen.getByRole('checkbox', { name: 'SC32G' }));
  expect(names('checkbox')).toEqual(['Flash Disk']);
});

test('a problem describes the group, which hands the focus on to its first card', () => {
  render(
    <ChoiceCards
      label="Drives"
      choices={CHOICES}
      value={null}
      onChange={vi.fn()}
      problem="Choose a drive."
      path="drive"
    />,
  );
  const group = screen.getByRole('radiogroup', { name: 'Drives' });
  expect(document.getElementById(group.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Choose a drive.');
  group.focus();
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'SC32G' }));
});
