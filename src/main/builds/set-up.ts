import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildView } from '../../contract/window/build.ts';
import type { AwakePort } from '../../core/ports.ts';
import { windowErrorWords } from '../../words/window-error-words.ts';
import type { Words } from '../../words/words.ts';
import type { TaskbarProgress } from '../desktop.ts';
import type { Images } from '../images/images.ts';
import type { Noted } from '../noted.ts';
import type { Notify } from '../notify.ts';
import { createBuilds, type Builds } from './builds.ts';

export interface BuildServiceOptions {
  readonly publish: (view: BuildView | null) => void;
  readonly images: Pick<Images, 'takeBuilt'>;
  readonly awake: AwakePort;
  readonly noted: Pick<Noted, 'buildEnded'>;
  readonly notify: Notify;
  readonly words: () => Words;
  readonly showProgress: (progress: TaskbarProgress) => void;
}

/** The build of the window, and what the desktop sees of it. */
export function createBuildService(options: BuildServiceOptions): Builds {
  const { publish, images, awake, noted, notify, words, showProgress } = options;
  return createBuilds({
    publish: (view) => {
      publish(view);
      // Once it has ended, the place in the task bar may be a write's.
      if (view?.state === 'running') showProgress(shareOf(view));
    },
    useImage: async (built) => (await images.takeBuilt(built)).id,
    awake,
    makeWorkDir: () => mkdtemp(join(tmpdir(), 'nixberry-build-')),
    onEnd: (view) => {
      noted.buildEnded(view);
      showProgress(null);
      const told = endWords(view, words());
      if (told) notify.say(told.title, told.body);
    },
  });
}

function shareOf({ builds }: BuildView): TaskbarProgress {
  return builds.expected === 0 ? 'unknown' : builds.done / builds.expected;
}

/** What a person is told who looks elsewhere; null for an end that they asked for. */
export function endWords(
  { state, host, error }: BuildView,
  words: Words,
): { readonly title: string; readonly body: string } | null {
  const { t } = words;
  switch (state) {
    case 'done':
      return { title: t('window.build.told.done', { host }), body: t('window.build.told.done-next') };
    case 'failed':
      return {
        title: t('window.build.told.failed', { host }),
        body: error ? windowErrorWords(words, error.code, error.facts).message : '',
      };
    case 'running':
    case 'cancelled':
      return null;
  }
}
