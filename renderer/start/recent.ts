import { useEffect, useState } from 'react';
import type { ImageOffer } from '../../src/contract/window/images.ts';
import type { RecentProject } from '../../src/contract/window/projects.ts';
import { call } from '../bridge/call.ts';

/** Something that was used before and is still there. */
export type RecentThing =
  | { readonly kind: 'project'; readonly at: string; readonly project: RecentProject }
  | { readonly kind: 'image'; readonly at: string; readonly image: ImageOffer };

const SHOWN = 6;

/** What the start page lists. */
export interface Recent {
  /** The newest projects and images; null until they are known. */
  readonly things: readonly RecentThing[] | null;
  /** Takes a project off the list; its folder stays. Rejects with an AppError, and then it is listed still. */
  readonly forget: (project: RecentProject) => Promise<void>;
}

/** What was used before. What cannot be listed is left out: it can still be opened. */
export function useRecent(): Recent {
  const [things, setThings] = useState<readonly RecentThing[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void Promise.all([
      call('projects.recent').catch(() => []),
      call('images.recent').catch(() => []),
      call('images.kept').catch(() => []),
    ]).then(([projects, files, kept]) => {
      if (isWanted) setThings(newest(projects, [...files, ...kept]));
    });
    return () => {
      isWanted = false;
    };
  }, []);
  const forget = async ({ id }: RecentProject): Promise<void> => {
    await call('projects.forgetRecent', { id });
    setThings((now) => now?.filter((thing) => thing.kind !== 'project' || thing.project.id !== id) ?? null);
  };
  return { things, forget };
}

/** Both lists as one, the newest first. */
export function newest(projects: readonly RecentProject[], images: readonly ImageOffer[]): readonly RecentThing[] {
  const things: readonly RecentThing[] = [
    ...projects.map((project) => ({ kind: 'project', at: project.when, project }) as const),
    ...images.map((image) => ({ kind: 'image', at: image.at, image }) as const),
  ];
  return things.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, SHOWN);
}
