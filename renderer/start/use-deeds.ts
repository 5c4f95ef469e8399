import { useState } from 'react';
import type { ProjectInfo } from '../../src/contract/window/projects.ts';
import { call } from '../bridge/call.ts';
import { useShell } from '../frame/use-shell.ts';
import { FIRST_DRAFT } from '../state/draft-store.ts';
import { useDraftStore } from '../state/use-draft.ts';
import { REVIEW } from '../steps/review/review-store.ts';
import type { Replacement } from './replace-dialog.tsx';
import { useUnsaved } from './use-unsaved.ts';
import { demoWay, imageWay, piWay } from './ways.ts';

/** What the start page can do. */
export interface Deeds {
  readonly newPi: () => void;
  readonly goOn: () => void;
  readonly demo: () => void;
  readonly openProject: () => void;
  readonly openRecentProject: (id: string) => void;
  readonly openImage: () => void;
  readonly useRecentImage: (id: string) => void;
  /** A project of several hosts, of which one has to be chosen; null for none. */
  readonly choosing: ProjectInfo | null;
  /** `null` for a host that the project does not have yet. */
  readonly chooseHost: (host: string | null) => void;
  readonly stopChoosing: () => void;
  /** What would take the place of answers that are in no project, and is asked about first; null for nothing. */
  readonly replacing: Replacement | null;
  readonly replaceAnswers: () => void;
  readonly keepAnswers: () => void;
  /** What the last deed was rejected with; null when it was not. */
  readonly failure: unknown;
}

export function useDeeds(): Deeds {
  const store = useDraftStore();
  const { openWay } = useShell();
  const [choosing, setChoosing] = useState<ProjectInfo | null>(null);
  const isUnsaved = useUnsaved();
  const [asked, setAsked] = useState<{ readonly by: Replacement; readonly deed: () => void } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const run = (deed: () => Promise<unknown>): void => {
    setFailure(null);
    deed().catch((error: unknown) => setFailure(error));
  };
  const replacing = (by: Replacement, deed: () => Promise<unknown>): void => {
    if (isUnsaved) setAsked({ by, deed: () => run(deed) });
    else run(deed);
  };
  const takeHost = (project: ProjectInfo, host: string | null): void => {
    const take = async (): Promise<void> => {
      const { draft, dropped } = await call('projects.useHost', { id: project.id, host });
      REVIEW.tookOver(dropped);
      openWay(draft);
    };
    // One more host of a project is described by the answers that there are.
    if (host === null) run(take);
    else replacing('other', take);
  };
  const offer = (project: ProjectInfo | null): void => {
    if (project === null) return;
    const [only, ...others] = project.hosts;
    if (others.length > 0) setChoosing(project);
    else takeHost(project, only ?? null);
  };

  return {
    newPi: () =>
      replacing('new', async () => {
        await letGo();
        openWay(FIRST_DRAFT);
      }),
    goOn: () => openWay(piWay(store.get())),
    demo: () =>
      replacing('other', async () => {
        await letGo();
        openWay(demoWay());
      }),
    openProject: () => run(async () => offer(await call('projects.open'))),
    openRecentProject: (id) => run(async () => offer(await call('projects.openRecent', { id }))),
    openImage: () =>
      run(async () => {
        if ((await call('images.openFile')) !== null) openWay(imageWay(store.get()));
      }),
    useRecentImage: (id) =>
      run(async () => {
        await call('images.useRecent', { id });
        openWay(imageWay(store.get()));
      }),
    choosing,
    chooseHost: (host) => {
      if (choosing !== null) takeHost(choosing, host);
      setChoosing(null);
    },
    stopChoosing: () => setChoosing(null),
    replacing: asked?.by ?? null,
    replaceAnswers: () => {
      setAsked(null);
      asked?.deed();
    },
    keepAnswers: () => setAsked(null),
    failure,
  };
}

/** The draft, its project and its secrets make room for another Pi. */
async function letGo(): Promise<void> {
  await call('projects.close');
  await call('draft.discard');
  REVIEW.tookOver([]);
}
