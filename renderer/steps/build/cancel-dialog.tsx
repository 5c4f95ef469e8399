import type { ReactNode } from 'react';
import { useTopic } from '../../bridge/topics.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useWords } from '../../words/use-words.ts';
import { cancelBuild, keepBuilding, useDeeds } from '../../jobs/build-deeds.ts';

/** Asks before hours of building are ended. It closes by itself when there is nothing to end any more. */
export function CancelDialog(): ReactNode {
  const { t } = useWords();
  const { isAsking } = useDeeds();
  const build = useTopic('build');
  return (
    <Dialog
      kind="alert"
      isOpen={isAsking && build?.state === 'running'}
      onClose={keepBuilding}
      title={t('window.build.cancel-title')}
      actions={
        <>
          <Button autoFocus onPress={keepBuilding}>
            {t('window.build.keep')}
          </Button>
          <Button onPress={() => void cancelBuild()}>{t('window.build.end')}</Button>
        </>
      }
    >
      {t('window.build.cancel-detail')}
    </Dialog>
  );
}
