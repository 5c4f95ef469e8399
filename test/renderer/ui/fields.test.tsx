import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactElement } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { Checkbox } from '../../../renderer/ui/checkbox.tsx';
import { ComboBox } from '../../../renderer/ui/combo-box.tsx';
import { PasswordField } from '../../../renderer/ui/password-field.tsx';
import { RadioGroup } from '../../../renderer/ui/radio-group.tsx';
import { Select } from '../../../renderer/ui/select.tsx';
import { Switch } from '../../../renderer/ui/switch.tsx';
import { TextField } from '../../../renderer/ui/text-field.tsx';

const CITIES = [
  { id: 'Europe/London', text: 'London' },
  { id: 'Europe/Zurich', text: 'Zürich', detail: 'Switzerland' },
  { id: 'Asia/Tokyo', text: 'Tokyo' },
] as const;

/** What a screen reader says of an element after its name. */
function description(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

/** Holds a value as a page would. */
function Held<Value>({
  first,
  children,
}: {
  readonly first: Value;
  readonly children: (value: Value, set: (value: Value) => void) => ReactElement;
}): ReactElement {
  const [value, set] = useState(first);
  return children(value, set);
}

describe('a text field', () => {
  test('is named by its label and described by its help', () => {
    render(<TextField label="Host name" help="Small letters." value="" onChange={vi.fn()} />);
    const field = screen.getByRole('textbox', { name: 'Host name' });
    expect(description(field)).toBe('Small letters.');
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });

  test('a problem takes the place of the help', () => {
    render(
      <TextField label="Host name" help="Small letters." problem="No underscore." value="a_b" onChange={vi.fn()} />,
    );
    const field = screen.getByRole('textbox', { name: 'Host name' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(description(field)).toBe('No underscore.');
    expect(screen.queryByText('Small letters.')).toBeNull();
  });

  test('says that it is optional, and never that it is required', () => {
    render(<TextField label="Full name" isOptional value="" onChange={vi.fn()} />);
    expect(screen.getByRole('textbox', { name: 'Full name (optional)' })).toBeTruthy();
  });

  test('tells what is typed, and that it was left', async () => {
    const blur = vi.fn();
    render(
      <Held first="">{(value, set) => <TextField label="Name" value={value} onChange={set} onBlur={blur} />}</Held>,
    );
    await userEvent.type(screen.getByRole('textbox'), 'ada');
    expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('ada');
    expect(blur).not.toHaveBeenCalled();
    await userEvent.tab();
    expect(blur).toHaveBeenCalledTimes(1);
  });
});

test('a password is hidden until it is asked for', async () => {
  render(<PasswordField label="Passphrase" value="secret" onChange={vi.fn()} />);
  const field = screen.getByLabelText('Passphrase', { selector: 'input' });
  expect(field.getAttribute('type')).toBe('password');
  await userEvent.click(screen.getByRole('button', { name: 'Show Passphrase' }));
  expect(field.getAttribute('type')).toBe('text');
  await userEvent.click(screen.getByRole('button', { name: 'Hide Passphrase' }));
  expect(field.getAttribute('type')).toBe('password');
});

test('radio buttons without help of their own have no empty line below them', () => {
  const choices = [{ id: 'dhcp', text: 'DHCP' }] as const;
  const group = (props: { readonly help?: string; readonly problem?: string }): ReactElement => (
    <RadioGroup label="Address" choices={choices} value="dhcp" onChange={() => undefined} {...props} />
  );
  const { rerender, unmount } = render(group({}));
  expect(screen.getByRole('radiogroup').lastElementChild?.textContent).toBe('DHCP');
  rerender(group({ problem: 'Choose one' }));
  expect(description(screen.getByRole('radiogroup'))).toContain('Choose one');
  unmount();
  render(group({ help: 'As the network says' }));
  expect(description(screen.getByRole('radiogroup'))).toBe('As the network says');
});

test('a list that opens is worked by keys alone', async () => {
  render(
    <Held<(typeof CITIES)[number]['id'] | null> first={null}>
      {(value, set) => <Select label="City" choices={CITIES} value={value} onChange={set} />}
    </Held>,
  );
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
    'London',
    'ZürichSwitzerland',
    'Tokyo',
  ]);
  await userEvent.keyboard('{ArrowDown}');
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('button', { name: /City/ }).textContent).toContain('Zürich');
});

describe('a combo box', () => {
  test('finds by typing, without case and accents', async () => {
    const change = vi.fn();
    render(<ComboBox label="City" choices={CITIES} value={null} onChange={change} />);
    await userEvent.type(screen.getByRole('combobox', { name: 'City' }), 'zuri');
    expect(screen.getAllByRole('option')).toHaveLength(1);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(change).toHaveBeenCalledWith('Europe/Zurich');
  });

  test('shows the chosen one by its name', () => {
    render(<ComboBox label="City" choices={CITIES} value="Asia/Tokyo" onChange={vi.fn()} />);
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('Tokyo');
  });

  test('says when there is nothing', async () => {
    render(<ComboBox label="City" choices={CITIES} value={null} onChange={vi.fn()} emptyText="No such city." />);
    await userEvent.type(screen.getByRole('combobox'), 'atlantis');
    expect(within(screen.getByRole('listbox')).getByText('No such city.')).toBeTruthy();
  });

  test('asks for what is looked up elsewhere, and filters nothing then', async () => {
    const query = vi.fn();
    render(<ComboBox label="Package" choices={CITIES} value={null} onChange={vi.fn()} onQuery={query} />);
    await userEvent.type(screen.getByRole('combobox'), 'x');
    expect(query).toHaveBeenLastCalledWith('x');
    expect(screen.getAllByRole('option')).toHaveLength(3);
  });
});

test('radio buttons: arrows choose, and help belongs to its button', async () => {
  render(
    <Held<'dhcp' | 'fixed'> first="dhcp">
      {(value, set) => (
        <RadioGroup
          label="Address"
          choices={[
            { id: 'dhcp', text: 'From the network' },
            { id: 'fixed', text: 'Fixed', help: 'Always the same.' },
          ]}
          value={value}
          onChange={set}
        />
      )}
    </Held>,
  );
  expect(screen.getByRole('radiogroup', { name: 'Address' })).toBeTruthy();
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /Fixed/ }).checked).toBe(true);
});

test.each([
  ['checkbox', (set: (on: boolean) => void) => <Checkbox isChosen={false} onChange={set} children="Hidden" />],
  ['switch', (set: (on: boolean) => void) => <Switch isOn={false} onChange={set} children="Hidden" />],
] as const)('a %s is turned on by space', async (role, draw) => {
  const change = vi.fn();
  render(draw(change));
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole(role, { name: 'Hidden' }));
  await userEvent.keyboard(' ');
  expect(change).toHaveBeenCalledWith(true);
});
