import type { ReactNode } from 'react';
import { boardOfAnswers } from '../../state/board-of.ts';
import { useComputer } from '../../state/use-computer.ts';
import { useDraft } from '../../state/use-draft.ts';
import { useSuggestion } from '../../state/use-suggestion.ts';
import { loadTimeZones, useList } from '../../data/lists.ts';
import { Form } from '../../ui/layout.tsx';
import { AdvancedNetwork } from './advanced.tsx';
import { Cable } from './cable.tsx';
import { suggestedCountry, suggestedWifi } from './suggest-wifi.ts';
import { Wifi } from './wifi.tsx';

/** How the Pi reaches the network: by Wi-Fi, by cable, or both. */
export function NetworkPage(): ReactNode {
  const board = boardOfAnswers(useDraft().answers);
  const computer = useComputer();
  const zones = useList(loadTimeZones);
  const country = computer === null || zones === null ? null : suggestedCountry(computer, zones);
  const isKnown = board !== null && computer !== null && zones !== null;
  useSuggestion('wifi', isKnown ? suggestedWifi(board, computer, country) : null);
  return (
    <Form>
      <Wifi board={board} zones={zones} computerWifi={computer?.wifi ?? null} suggestedCountry={country} />
      <Cable board={board} />
      <AdvancedNetwork board={board} />
    </Form>
  );
}
