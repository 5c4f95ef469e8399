import type { ReactNode } from 'react';
import { call } from '../../bridge/call.ts';
import { useTopic } from '../../bridge/topics.ts';
import { useDraftStore } from '../../state/use-draft.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useErrorWords } from '../../words/use-error-words.ts';
import { useWords } from '../../words/use-words.ts';
import { Dropped } from './dropped.tsx';
import { REVIEW } from './review-store.ts';
import { useReview } from './use-review.ts';

/** What has to be read before saving. */
export function Notices(): ReactNode {
  const { t, list } = useWords();
  const say = useErrorWords();
  const { preview, error, saved, isOverOutside } = useReview();
  const unnoted = useTopic('projectUnnoted');
  return (
    <div className="flex flex-col gap-3 empty:hidden">
      {error !== null && (
        <Banner tone="danger" title={say(error).message}>
          {say(error).next}
        </Banner>
      )}
      <Dropped />
      {preview?.changedOutside === true && <ChangedOutside isAllowed={isOverOutside} />}
      {preview !== null && preview.alsoChanged.length > 0 && (
        <Banner tone="warn">
          {t('window.review.also', { count: preview.alsoChanged.length, hosts: list(preview.alsoChanged) })}
        </Banner>
      )}
      {preview?.step === 'rename' && <Renamed />}
      {saved?.git?.state === 'ignored' && (
        <Banner tone="warn">{t('window.review.git.ignored', { files: saved.git.detail })}</Banner>
      )}
      {saved?.git?.state === 'failed' && (
        <Banner tone="warn">{t('window.review.git.failed', { detail: saved.git.detail })}</Banner>
      )}
      {unnoted !== null && <Banner tone="warn">{t('window.review.unnoted', unnoted)}</Banner>}
    </div>
  );
}

function ChangedOutside({ isAllowed }: { readonly isAllowed: boolean }): ReactNode {
  const { t } = useWords();
  const use = useHostOf();
  if (isAllowed) return <Banner tone="warn">{t('window.review.outside.allowed')}</Banner>;
  return (
    <Banner
      tone="warn"
      title={t('window.review.outside')}
      actions={
        <>
          <Button size="small" onPress={() => use('host')}>
            {t('window.review.outside.take')}
          </Button>
          <Button size="small" onPress={() => REVIEW.allowOverOutside()}>
            {t('window.review.outside.over')}
          </Button>
        </>
      }
    >
      {t('window.review.outside.text')}
    </Banner>
  );
}

/** Another name is another name for the same Pi, unless the person says that it is another Pi. */
function Renamed(): ReactNode {
  const { t } = useWords();
  const use = useHostOf();
  const host = useTopic('project')?.host ?? null;
  return (
    <Banner
      tone="info"
      actions={
        <Button size="small" onPress={() => use('new')}>
          {t('window.review.rename.add')}
        </Button>
      }
    >
      {t('window.review.rename', { host })}
    </Banner>
  );
}

/** Makes the draft the host as the project has it now, or a new one of the project. */
function useHostOf(): (which: 'host' | 'new') => void {
  const project = useTopic('project');
  const store = useDraftStore();
  return (which) => {
    if (project === null) return;
    const host = which === 'new' ? null : project.host;
    void store
      .flush()
      .then(() => call('projects.useHost', { id: project.id, host }))
      .then(
        ({ draft, dropped }) => {
          store.replace(draft);
          REVIEW.tookOver(dropped);
        },
        // The preview that follows says what is wrong.
        () => REVIEW.look(store.get().answers),
      );
  };
}
