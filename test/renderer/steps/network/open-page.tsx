import { screen } from '@testing-library/react';
import { NetworkPage } from '../../../../renderer/steps/network/page.tsx';
import type { Computer } from '../../../../src/contract/window/computer.ts';
import type { SecretsKept } from '../../../../src/contract/window/secrets.ts';
import { fakeBridge, type FakeMain } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';

export const NOTHING_KEPT: SecretsKept = { passwords: [], wifi: [], tailscaleKeys: [], remember: 'off' };

export const COMPUTER: Computer = {
  user: 'ada',
  timeZone: 'Europe/Berlin',
  locale: 'en_US.UTF-8',
  country: 'US',
  keyboard: 'de',
  wifi: { ssid: 'Home', security: 'wpa2', hidden: false, askable: true },
};

export const PASSPHRASE = 'correct horse battery';

export const KEPT: SecretsKept = { ...NOTHING_KEPT, wifi: [{ ssid: 'Home', security: 'wpa2' }] };

export const PI4 = { board: 'pi4' };

/** The page, with a main that has this computer and no secrets. */
export async function open(
  answers: Parameters<typeof renderPage>[1],
  main: FakeMain = {},
  computer: Computer = COMPUTER,
  shown = <NetworkPage />,
) {
  const bridge = await fakeBridge({
    topics: { secrets: NOTHING_KEPT },
    ...main,
    calls: { 'computer.look': () => computer, 'secrets.set': () => undefined, ...main.calls },
  });
  const page = renderPage(shown, answers);
  await screen.findByRole('radiogroup', { name: 'Address' });
  return { ...page, bridge };
}
