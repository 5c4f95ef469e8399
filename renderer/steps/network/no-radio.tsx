import type { ReactNode } from 'react';
import type { Board } from '../../../src/core/boards/board.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../words/use-words.ts';

export interface NoRadioProps {
  readonly board: Board;
  /** Whether Wi-Fi was answered, for another board perhaps. */
  readonly isOn: boolean;
}

/** In place of Wi-Fi, for a board that has none. */
export function NoRadio({ board, isOn }: NoRadioProps): ReactNode {
  const { t } = useWords();
  const store = useDraftStore();
  const facts = { board: board.title };
  if (!isOn) return <Banner tone="info">{t('window.network.no-radio', facts)}</Banner>;
  return (
    <div data-path="wifi" tabIndex={-1}>
      <Banner
        tone="warn"
        actions={
          <Button size="small" onPress={() => store.answer('wifi', undefined)}>
            {t('window.network.no-radio.remove')}
          </Button>
        }
      >
        {t('window.network.no-radio.on', facts)}
      </Banner>
    </div>
  );
}
