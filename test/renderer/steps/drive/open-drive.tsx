import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { DriveBanner } from '../../../../renderer/steps/drive/banner.tsx';
import { ConfirmDialog } from '../../../../renderer/steps/drive/confirm-dialog.tsx';
import { DrivePage } from '../../../../renderer/steps/drive/page.tsx';
import { useDriveBack, useDriveNext } from '../../../../renderer/steps/drive/use-next.ts';
import { WizardContext, type Wizard } from '../../../../renderer/state/use-wizard.ts';
import { fakeBridge, type FakeBridge, type FakeMain } from '../../support/fake-bridge.ts';
import { renderPage } from '../../support/render-page.tsx';
import { IMAGE, NO_SECRETS, PREFERENCES } from './card-topics.ts';

const CALLS: FakeMain['calls'] = {
  'drives.watch': () => undefined,
  'drives.choose': () => undefined,
  'drives.allowLarge': () => undefined,
  'drives.look': () => undefined,
  'drives.stopLooking': () => undefined,
  'flash.start': () => undefined,
  'flash.clear': () => undefined,
  'flash.answer': () => undefined,
  'flash.cancel': () => undefined,
  'preferences.change': () => undefined,
  'secrets.set': () => undefined,
};

export interface Opened extends ReturnType<typeof renderPage> {
  readonly bridge: FakeBridge;
  readonly goTo: Wizard['goTo'];
}

/** The step with its footer, and the question that the frame has over it. */
export async function openDrive(topics: FakeMain['topics'], calls: FakeMain['calls'] = {}): Promise<Opened> {
  const bridge = await fakeBridge({
    calls: { ...CALLS, ...calls },
    topics: { preferences: PREFERENCES, secrets: NO_SECRETS, image: IMAGE, flash: null, ...topics },
  });
  const goTo = vi.fn();
  const wizard: Wizard = { views: [], goTo, goNext: vi.fn(), goBack: vi.fn(), leave: vi.fn() };
  const page = renderPage(
    <WizardContext value={wizard}>
      <DriveBanner />
      <DrivePage />
      <Footer />
      <ConfirmDialog />
    </WizardContext>,
  );
  return { ...page, bridge, goTo };
}

/** As the footer shows it. */
function Footer(): ReactNode {
  const back = useDriveBack();
  const { label, hint, refusal, onPress } = useDriveNext();
  return (
    <footer>
      <button onClick={back.onPress}>{back.label ?? 'Back'}</button>
      <button disabled={(refusal ?? null) !== null} onClick={onPress}>
        {label}
      </button>
      <p>{refusal ?? hint}</p>
    </footer>
  );
}
