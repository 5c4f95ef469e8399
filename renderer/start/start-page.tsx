import { FolderOpen, PlayCircle, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { BoardDrawing } from '../drawings/board-drawing.tsx';
import { useAppFacts } from '../state/app-facts.ts';
import { useDraft } from '../state/use-draft.ts';
import { Banner } from '../ui/banner.tsx';
import { Icon } from '../ui/icon.tsx';
import { SdCard } from '../ui/sd-card.ts';
import { useErrorWords } from '../words/use-error-words.ts';
import { useWords } from '../words/use-words.ts';
import { EntryCard } from './entry-card.tsx';
import { GoOn } from './go-on.tsx';
import { HostDialog } from './host-dialog.tsx';
import { RecentList } from './recent-list.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { StartBar } from './start-bar.tsx';
import { hasAnswers } from './unsaved.ts';
import { useDeeds } from './use-deeds.ts';

export interface StartPageProps {
  /** Whether there is a draft to go on with. */
  readonly canGoOn: boolean;
  /** Whether a file is held over the window. */
  readonly isDropTarget: boolean;
}

/** Where everything begins. It belongs to no Pi yet, and so has no side bar. */
export function StartPage({ canGoOn, isDropTarget }: StartPageProps): ReactNode {
  const { t } = useWords();
  const { demo, version } = useAppFacts();
  const { answers } = useDraft();
  const deeds = useDeeds();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <div className="flex h-full flex-col overflow-auto">
      <StartBar />
      <main className="mx-auto w-[min(54rem,100%-2*var(--nb-gutter))] flex-1 pt-6 pb-8">
        <h1 ref={title} tabIndex={-1} className="text-[1.75rem]/9 font-head tracking-[-0.02em]">
          {t('window.start.title')}
        </h1>
        <p className="mt-1.5 text-section text-text-2">{t('window.start.lead')}</p>
        <div className="mt-7 mb-8 flex flex-col gap-4">
          <Failure thrown={deeds.failure} />
          {canGoOn && hasAnswers(answers) && <GoOn onPress={deeds.goOn} />}
          <div className="grid grid-cols-1 gap-4 fold:grid-cols-[1.9fr_1fr_1fr]">
            <EntryCard
              kind="first"
              title={t('window.start.new')}
              text={t('window.start.new.text')}
              figure={<BoardDrawing board="pi4" className="w-29" />}
              onPress={deeds.newPi}
            />
            <EntryCard
              title={t('window.start.open')}
              text={t('window.start.open.text')}
              figure={<Icon of={FolderOpen} className="size-6.5!" />}
              onPress={deeds.openProject}
            />
            <EntryCard
              title={t('window.start.image')}
              text={t(isDropTarget ? 'window.start.drop' : 'window.start.image.text')}
              figure={<Icon of={SdCard} className="size-6.5!" />}
              onPress={deeds.openImage}
            />
          </div>
          {demo && (
            <EntryCard
              kind="row"
              title={t('window.start.demo')}
              text={t('window.start.demo.text')}
              figure={<Icon of={PlayCircle} className="size-6.5!" />}
              onPress={deeds.demo}
            />
          )}
        </div>
        <RecentList deeds={deeds} />
      </main>
      <footer className="flex min-h-12 flex-none items-center justify-between gap-4 px-(--nb-gutter) text-note text-text-3">
        <span className="flex items-center gap-2">
          <Icon of={ShieldCheck} size="small" />
          {t('window.start.private')}
        </span>
        <span>{t('window.start.version', { version })}</span>
      </footer>
      <ReplaceDialog by={deeds.replacing} onClose={deeds.keepAnswers} onYes={deeds.replaceAnswers} />
      <HostDialog project={deeds.choosing} onChoose={deeds.chooseHost} onClose={deeds.stopChoosing} />
    </div>
  );
}

function Failure({ thrown }: { readonly thrown: unknown }): ReactNode {
  const errorWords = useErrorWords();
  const banner = useRef<HTMLDivElement>(null);
  // With large text what was pressed is further down than there is room for the banner as well.
  useEffect(() => banner.current?.scrollIntoView({ block: 'nearest' }), [thrown]);
  if (thrown === null) return null;
  const { message, next } = errorWords(thrown);
  return (
    <div ref={banner}>
      <Banner tone="danger" title={message}>
        {next}
      </Banner>
    </div>
  );
}
