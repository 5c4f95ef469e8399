import type { Handlers } from '../contract/api.ts';
import { appHandlers } from './app-handlers.ts';
import { buildHandlers } from './builds/build-handlers.ts';
import { buildHandling } from './builds/handling.ts';
import { cardHandlers } from './card-handlers.ts';
import { computerHandlers } from './computer/computer-handlers.ts';
import { draftHandlers } from './drafts/draft-handlers.ts';
import { packageHandlers } from './packages/package-handlers.ts';
import type { Topics } from './ipc/topics.ts';
import { keysHandlers } from './keys/keys-handlers.ts';
import { placesHandlers } from './places/places-handlers.ts';
import { preferencesHandlers } from './preferences/preferences-handlers.ts';
import { projectsHandlers } from './projects/projects-handlers.ts';
import { secretsHandlers } from './secrets/secrets-handlers.ts';
import type { Services } from './services.ts';

/** Every call of the page and what does it: one file a concern, and its line here. */
export function createHandlers(services: Services, topics: Topics): Handlers {
  return {
    ...appHandlers(services, topics),
    ...buildHandlers(buildHandling(services)),
    ...computerHandlers(services),
    ...draftHandlers(services),
    ...cardHandlers(services),
    ...packageHandlers(services),
    ...keysHandlers(services),
    ...placesHandlers(services),
    ...preferencesHandlers(services),
    ...projectsHandlers(services),
    ...secretsHandlers(services),
  };
}
