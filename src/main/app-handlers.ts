import { app, clipboard } from 'electron';
import type { Handlers } from '../contract/api.ts';
import type { AppFacts } from '../contract/window/app.ts';
import { diagnosis } from './diagnosis.ts';
import type { Topics } from './ipc/topics.ts';
import { openExternal } from './security/external.ts';
import type { Services } from './services.ts';
import { languageTags } from '../words/language-of.ts';

type AppCalls = keyof Handlers & `app.${string}`;

export function appHandlers(
  { start, noted }: Pick<Services, 'start' | 'noted'>,
  topics: Topics,
): Pick<Handlers, AppCalls> {
  return {
    'app.topics': () => topics.all(),
    'app.facts': (): AppFacts => ({
      version: app.getVersion(),
      demo: start.demo,
      platform: platformOf(process.platform),
      languages: languageTags(app.getPreferredSystemLanguages()),
    }),
    'app.openExternal': async ({ link }) => {
      await openExternal(link);
      return undefined;
    },
    'app.diagnosis': () => diagnosis(topics.all(), noted),
    'app.copy': async ({ text }) => {
      await clipboard.writeText(text);
      return undefined;
    },
  };
}

function platformOf(platform: NodeJS.Platform): AppFacts['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}
