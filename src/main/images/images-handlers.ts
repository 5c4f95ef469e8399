import type { Handlers } from '../../contract/api.ts';
import type { OpenedFile } from '../../contract/window/images.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Images } from './images.ts';

/** What a dialog shows first. What a file is, its content tells, and every file can be chosen. */
export const IMAGE_ENDINGS = ['img', 'iso', 'raw', 'gz', 'xz', 'bz2', 'zst', 'zip'] as const;

type ImagesCalls = keyof Handlers & `images.${string}`;

export interface ImagesHandling {
  readonly images: Images;
  readonly publishOpened: (opened: OpenedFile | null) => void;
  readonly dialogs: Pick<Dialogs, 'openFile'>;
  /** Of the dialog. */
  readonly words: () => { readonly title: string; readonly images: string; readonly allFiles: string };
}

export function imagesHandlers({ images, publishOpened, dialogs, words }: ImagesHandling): Pick<Handlers, ImagesCalls> {
  return {
    'images.openFile': async () => {
      const { title, images: name, allFiles } = words();
      const filters = [
        { name, extensions: [...IMAGE_ENDINGS] },
        { name: allFiles, extensions: ['*'] },
      ];
      const path = await dialogs.openFile({ title, filters });
      return path === null ? null : images.openPath(path);
    },
    'images.recent': async () => [...(await images.recent())],
    'images.kept': async () => [...(await images.keptHere())],
    'images.useRecent': ({ id }) => images.useOffer(id),
    'images.useBuilt': ({ id }) => images.useBuilt(id),
    'images.openedSeen': () => {
      publishOpened(null);
      return undefined;
    },
    'images.clear': () => {
      images.clear();
      return undefined;
    },
  };
}
