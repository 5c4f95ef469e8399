import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { COMPUTER, PI4, open } from './open-page.tsx';

describe('Wi-Fi', () => {
  it('is filled in from this computer: the country by its time zone, not by its language', async () => {
    const { store } = await open(PI4);
    await waitFor(() => {
      expect(store.get().answers.wifi).toEqual({
        country: 'DE',
        networks: [{ ssid: 'Home', hidden: false, security: 'wpa2' }],
      });
    });
    expect(screen.getByRole('textbox', { name: 'Name of the network (SSID)' })).toHaveProperty('value', 'Home');
    expect(screen.getByRole('combobox', { name: 'Country' })).toHaveProperty('value', 'Germany');
  });

  it('stays as it was answered', async () => {
    const wifi = { country: 'GB', networks: [{ ssid: 'Other' }] };
    const { store } = await open({ ...PI4, wifi });
    await screen.findByDisplayValue('United Kingdom');
    expect(store.get().answers.wifi).toEqual(wifi);
  });

  it('stays off on a board with a socket when this computer has none', async () => {
    const { store } = await open(PI4, {}, { ...COMPUTER, wifi: null });
    expect(screen.getByRole('radio', { name: /Cable only/ })).toHaveProperty('checked', true);
    expect(store.get().answers.wifi).toBeUndefined();
  });

  it('comes back as it was when it was switched off by mistake', async () => {
    const wifi = { country: 'GB', networks: [{ ssid: 'Other', security: 'wpa3' }] };
    const { store, user } = await open({ ...PI4, wifi });
    await user.click(screen.getByRole('radio', { name: /Cable only/ }));
    expect(screen.queryByRole('textbox', { name: /SSID/ })).toBeNull();
    await user.click(screen.getByRole('radio', { name: /^Wi-Fi/ }));
    expect(store.get().answers.wifi).toEqual(wifi);
  });

  it('is not there on a board without a radio, and what was set up can be removed', async () => {
    const { store, user } = await open({ board: 'pi2v12', wifi: { country: 'GB', networks: [{ ssid: 'Home' }] } });
    expect(screen.getByText(/has no Wi-Fi of its own, but Wi-Fi is set up/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Remove Wi-Fi' }));
    expect(store.get().answers.wifi).toBeUndefined();
    expect(screen.getByText(/It uses a cable/)).toBeTruthy();
  });

  it('leaves the focus with the next network when one is removed, and at the end with what adds one', async () => {
    const networks = ['One', 'Two', 'Three'].map((ssid) => ({ ssid }));
    const { user } = await open({ ...PI4, wifi: { country: 'GB', networks } });
    const group = (number: number) => within(screen.getByRole('group', { name: `Network ${number}` }));
    const remove = (number: number) => group(number).getByRole('button', { name: 'Remove this network' });
    await user.click(remove(1));
    await waitFor(() => expect(document.activeElement).toBe(group(1).getByRole('textbox', { name: /SSID/ })));
    await user.click(remove(2));
    const add = screen.getByRole('button', { name: 'Add another network' });
    await waitFor(() => expect(document.activeElement).toBe(add));
  });

  it('takes several networks, and loses one of them', async () => {
    const { store, user } = await open({ ...PI4, wifi: { country: 'GB', networks: [{ ssid: 'One' }] } });
    await user.click(screen.getByRole('button', { name: 'Add another network' }));
    const second = within(screen.getByRole('group', { name: 'Network 2' }));
    await user.type(second.getByRole('textbox', { name: /SSID/ }), 'Two');
    await user.click(second.getByRole('checkbox', { name: /Hidden/ }));
    expect(store.get().answers.wifi).toMatchObject({ networks: [{ ssid: 'One' }, { ssid: 'Two', hidden: true }] });
    const first = within(screen.getByRole('group', { name: 'Network 1' }));
    await user.click(first.getByRole('button', { name: 'Remove this network' }));
    expect(store.get().answers.wifi).toMatchObject({ networks: [{ ssid: 'Two', hidden: true }] });
    expect(screen.queryByRole('button', { name: 'Remove this network' })).toBeNull();
  });

  it('says at once that a radio cannot do WPA3, and mends it', async () => {
    const wifi = { country: 'GB', networks: [{ ssid: 'Home', security: 'wpa3' }] };
    const { store, user } = await open({ board: 'zero2w', wifi });
    expect(screen.getByText(/cannot do WPA3 alone/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Use WPA2 and WPA3' }));
    expect(store.get().answers.wifi).toMatchObject({ networks: [{ security: 'wpa2+wpa3' }] });
    expect(screen.queryByText(/cannot do WPA3 alone/)).toBeNull();
  });

  it('says what is wrong with a name only when the field was left', async () => {
    const { user } = await open({ ...PI4, wifi: { country: 'GB', networks: [{ ssid: '' }] } });
    const name = screen.getByRole('textbox', { name: /SSID/ });
    await user.type(name, 'ä'.repeat(17));
    expect(screen.queryByText(/at most 32 bytes/)).toBeNull();
    await user.tab();
    expect(screen.getByText(/at most 32 bytes/)).toBeTruthy();
    expect(name.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the cable', () => {
  it('takes a fixed address, whose missing prefix is one click away', async () => {
    const { store, user } = await open(
      { ...PI4, hostName: 'pi', user: { name: 'ada', password: 'seed' } },
      {},
      { ...COMPUTER, wifi: null },
    );
    await user.click(screen.getByRole('radio', { name: /^Fixed/ }));
    await user.type(screen.getByRole('textbox', { name: /IPv4 address/ }), '192.168.1.5');
    await user.type(screen.getByRole('textbox', { name: /Gateway/ }), '192.168.2.1');
    await user.click(screen.getByRole('button', { name: '192.168.1.5/24' }));
    await user.type(screen.getByRole('textbox', { name: /DNS servers/ }), '9.9.9.9, 1.1.1.1');
    await user.tab();
    expect(screen.getByText(/is not in the network of/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '192.168.1.1' }));
    expect(store.get().answers.ethernet).toEqual({
      method: 'static',
      address: '192.168.1.5/24',
      gateway: '192.168.1.1',
      dns: ['9.9.9.9', '1.1.1.1'],
    });
    await user.click(screen.getByRole('radio', { name: /From the network/ }));
    expect(store.get().answers.ethernet).toEqual({ method: 'dhcp' });
  });

  it('says that a board has no socket for it', async () => {
    await open({ board: 'zero2w' });
    expect(screen.getByText(/has no socket for a cable. This is for an adapter/)).toBeTruthy();
  });
});

it('can be used by keyboard alone', async () => {
  const { user, store } = await open(PI4, {}, { ...COMPUTER, wifi: null });
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: /Cable only/ }));
  await user.keyboard('{ArrowUp}');
  await user.tab();
  await user.keyboard('Home');
  expect(store.get().answers.wifi).toMatchObject({ networks: [{ ssid: 'Home' }] });
});
