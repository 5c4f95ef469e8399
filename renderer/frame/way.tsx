import { useEffect, useState, type ReactNode } from 'react';
import { useSituation } from '../state/situation.ts';
import { useDraftStore } from '../state/use-draft.ts';
import { LeftContext } from '../state/use-field.ts';
import { WizardContext } from '../state/use-wizard.ts';
import { Footer } from './footer.tsx';
import { Page } from './page.tsx';
import { SideBar } from './side-bar.tsx';
import { StepMenu } from './step-menu.tsx';
import { useWay } from './use-way.ts';

/** A way through its steps: side bar, page and footer. Only the page scrolls. */
export function Way(): ReactNode {
  const situation = useSituation();
  const way = useWay(situation);
  const { here, views, left, lacks } = way;
  useSavedOnLeaving();
  // Both ways have steps of the same name, and the one is no page of the other.
  const page = `${situation.draft.way} ${here.id}`;
  return (
    <WizardContext value={way.wizard}>
      <LeftContext value={left}>
        <div className="flex h-full flex-col fold:flex-row">
          <SideBar views={views} shownLacks={lacks} situation={situation} />
          <StepMenu views={views} shownLacks={lacks} situation={situation} />
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            <Page key={page} step={here} situation={situation} />
            <Footer key={`footer ${page}`} step={here} lacks={lacks} />
          </div>
        </div>
      </LeftContext>
    </WizardContext>
  );
}

/** What was typed last is saved before the page goes: a reload comes sooner than the pause in typing. */
function useSavedOnLeaving(): void {
  const store = useDraftStore();
  const [flush] = useState(() => () => void store.flush().catch(() => undefined));
  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => window.removeEventListener('pagehide', flush);
  }, [flush]);
}
