import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { WizardContext } from '../../../../renderer/state/use-wizard.ts';
import { NetworkPage } from '../../../../renderer/steps/network/page.tsx';
import { networkStep } from '../../../../renderer/steps/network/step.tsx';
import { Button } from '../../../../renderer/ui/button.tsx';
import { createDeferred } from '../../../../src/core/jobs/deferred.ts';
import { AppError } from '../../../../src/core/errors/app-error.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';
import { COMPUTER, KEPT, NOTHING_KEPT, PASSPHRASE, PI4, open } from './open-page.tsx';

/** The page, and a Next as the footer has it. */
function WithNext({ goNext }: { readonly goNext: () => void }): ReactNode {
  const nothing = (): void => undefined;
  return (
    <WizardContext value={{ views: [], goNext, goTo: nothing, goBack: nothing, leave: nothing }}>
      <NetworkPage />
      <Next goNext={goNext} />
    </WizardContext>
  );
}

function Next({ goNext }: { readonly goNext: () => void }): ReactNode {
  const next = networkStep.useNext?.();
  return (
    <Button isBusy={next?.isBusy} onPress={next?.onPress ?? goNext}>
      Next
    </Button>
  );
}

describe('the passphrase', () => {
  const wifi = { country: 'DE', networks: [{ ssid: 'Home' }] };

  it('is handed over when the field is left, and then is nowhere in the page', async () => {
    const { store, user, bridge, container } = await open({ ...PI4, wifi });
    await user.type(screen.getByLabelText('Passphrase'), PASSPHRASE);
    // To the eye, which is a part of the field, as is the other way to it; and on.
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Show Passphrase' }));
    expect(bridge.inputsOf('secrets.set')).toEqual([]);
    await user.tab();
    await user.tab();
    await waitFor(() => {
      expect(bridge.inputsOf('secrets.set')).toEqual([
        { kind: 'wifi', ssid: 'Home', security: 'wpa2', passphrase: PASSPHRASE },
      ]);
    });
    act(() => bridge.publish('secrets', { ...NOTHING_KEPT, wifi: [{ ssid: 'Home', security: 'wpa2' }] }));
    expect(await screen.findByText('Kept for the card')).toBeTruthy();
    expect(container.innerHTML).not.toContain(PASSPHRASE);
    expect(JSON.stringify(store.get())).not.toContain(PASSPHRASE);
  });

  it('can be looked at before it goes', async () => {
    const { user, bridge } = await open({ ...PI4, wifi });
    await user.type(screen.getByLabelText('Passphrase'), PASSPHRASE);
    await user.click(screen.getByRole('button', { name: 'Show Passphrase' }));
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').type).toBe('text');
    expect(screen.getByLabelText<HTMLInputElement>('Passphrase').value).toBe(PASSPHRASE);
    expect(bridge.inputsOf('secrets.set')).toEqual([]);
  });

  it('leaves the focus where it was, when it goes', async () => {
    const { user, bridge } = await open({ ...PI4, wifi });
    await user.type(screen.getByLabelText('Passphrase'), `${PASSPHRASE}{Enter}`);
    act(() => bridge.publish('secrets', KEPT));
    const change = await screen.findByRole('button', { name: 'Change' });
    await waitFor(() => expect(document.activeElement).toBe(change));
  });

  it('that is typed on while one goes is not lost', async () => {
    const sent = createDeferred<undefined>();
    const { user, bridge } = await open({ ...PI4, wifi }, { calls: { 'secrets.set': () => sent.promise } });
    const field = screen.getByLabelText<HTMLInputElement>('Passphrase');
    await user.type(field, `${PASSPHRASE}{Enter}!`);
    act(() => bridge.publish('secrets', KEPT));
    await act(async () => {
      sent.resolve(undefined);
      await sent.promise;
    });
    await waitFor(() => expect(document.querySelector('[aria-busy=true],[role=progressbar]')).toBeNull());
    expect(field.isConnected && field.value).toBe(`${PASSPHRASE}!`);
  });

  it('can be taken from this computer without passing through the page', async () => {
    const { user, bridge } = await open({ ...PI4, wifi }, { calls: { 'computer.wifiPassphrase': () => undefined } });
    await user.click(await screen.findByRole('button', { name: "Use this computer's passphrase" }));
    expect(bridge.inputsOf('computer.wifiPassphrase')).toEqual([{ ssid: 'Home', security: 'wpa2' }]);
    expect(bridge.inputsOf('secrets.set')).toEqual([]);
  });

  it('is offered for no other network', async () => {
    await open({ ...PI4, wifi: { country: 'DE', networks: [{ ssid: 'Office' }] } });
    await screen.findByDisplayValue('Germany');
    expect(screen.queryByRole('button', { name: "Use this computer's passphrase" })).toBeNull();
  });

  it('says why it was not taken', async () => {
    const refuse = () => {
      throw new AppError('wifi-passphrase-unreadable', { ssid: 'Home' });
    };
    const { user } = await open({ ...PI4, wifi }, { calls: { 'computer.wifiPassphrase': refuse } });
    await user.click(await screen.findByRole('button', { name: "Use this computer's passphrase" }));
    expect(await screen.findByText(/did not hand over the passphrase of Home/)).toBeTruthy();
  });

  it('is asked for again when the security is another', async () => {
    const kept: SecretsKept = { ...NOTHING_KEPT, wifi: [{ ssid: 'Home', security: 'wpa2' }] };
    await open(
      { ...PI4, wifi: { country: 'DE', networks: [{ ssid: 'Home', security: 'wpa3' }] } },
      { topics: { secrets: kept } },
    );
    expect(screen.getByLabelText('Passphrase')).toBeTruthy();
  });

  it('is not asked for an open network', async () => {
    await open({ ...PI4, wifi: { country: 'DE', networks: [{ ssid: 'Cafe', security: 'open' }] } });
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
  });
});

describe('Next', () => {
  const wifi = { country: 'DE', networks: [{ ssid: 'Home' }] };
  const press = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Next' }));

  it('hands over a passphrase that is still in its field, and goes on when the page knows that main has it', async () => {
    const goNext = vi.fn();
    const { user, bridge } = await open({ ...PI4, wifi }, {}, COMPUTER, <WithNext goNext={goNext} />);
    await user.type(screen.getByLabelText('Passphrase'), PASSPHRASE);
    await press(user);
    await waitFor(() => expect(bridge.inputsOf('secrets.set')).toHaveLength(1));
    expect(goNext).not.toHaveBeenCalled();
    act(() => bridge.publish('secrets', KEPT));
    await waitFor(() => expect(goNext).toHaveBeenCalledOnce());
    expect(bridge.inputsOf('secrets.set')).toHaveLength(1);
  });

  it('stays where another one is refused, though an older one is kept', async () => {
    const goNext = vi.fn();
    const refuse = () => {
      throw new AppError('secret-refused', { what: 'wifi', ssid: 'Home', reason: 'short' });
    };
    const main = { topics: { secrets: KEPT }, calls: { 'secrets.set': refuse } };
    const { user } = await open({ ...PI4, wifi }, main, COMPUTER, <WithNext goNext={goNext} />);
    await user.click(screen.getByRole('button', { name: 'Change' }));
    await user.type(screen.getByLabelText('Passphrase'), 'seven77');
    await press(user);
    const field = screen.getByLabelText('Passphrase');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(goNext).not.toHaveBeenCalled();
  });
});
