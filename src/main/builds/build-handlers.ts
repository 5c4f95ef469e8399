import type { Handlers } from '../../contract/api.ts';
import { MOST_HITS } from '../../contract/window/build.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Builds, BuildOrder } from './builds.ts';
import { logText } from './log-text.ts';
import type { BuildRun } from './run-build.ts';
import { searchLog } from './search-log.ts';

type BuildCalls = keyof Handlers & `build.${string}`;

export interface BuildHandling {
  readonly builds: Builds;
  /** What the draft says is to be built. */
  readonly order: () => Promise<BuildOrder>;
  readonly dialogs: Pick<Dialogs, 'saveFile'>;
  /** Puts a text into the clipboard. */
  readonly copy: (text: string) => Promise<void>;
  /** The title of the dialog that saves the log. */
  readonly saveTitle: () => string;
}

export function buildHandlers({ builds, order, dialogs, copy, saveTitle }: BuildHandling): Pick<Handlers, BuildCalls> {
  return {
    'build.start': async ({ ifNeeded }) => {
      await builds.start(await order(), ifNeeded);
      return undefined;
    },
    'build.cancel': () => {
      builds.cancel();
      return undefined;
    },
    'build.clear': async () => {
      await builds.clear();
      return undefined;
    },
    'build.log': ({ from, count }) => {
      const log = builds.run()?.log;
      const { first, lines } = log?.read(from, count) ?? { first: 0, lines: [] };
      return { first, kept: log?.kept() ?? 0, lines: [...lines] };
    },
    'build.search': async ({ text, from }) => {
      const log = builds.run()?.log;
      if (!log) return { count: 0, lines: [], upTo: 0 };
      const { lines, ...hits } = await searchLog(log, text, from, MOST_HITS);
      return { ...hits, lines: [...lines] };
    },
    'build.failedLog': () => builds.run()?.failedLog() ?? null,
    'build.copyLog': async ({ of }) => {
      const { lines, text } = logText(theRun(builds), of);
      await copy(text);
      return { lines };
    },
    'build.saveLog': async () => {
      const { file, view } = theRun(builds);
      const suggested = `${view().host ?? 'nixberry'}-build.log`;
      const path = await dialogs.saveFile({ title: saveTitle(), suggested });
      if (path === null) return false;
      await file.saveAs(path);
      return true;
    },
  };
}

function theRun(builds: Builds): BuildRun {
  const run = builds.run();
  if (run === null) throw new AppError('offer-gone', { kind: 'build' });
  return run;
}
