import { app, powerSaveBlocker, safeStorage } from 'electron';
import { join } from 'node:path';
import type { AwakePort } from '../core/ports.ts';
import { listPackages } from '../node/nix/list-packages.ts';
import { createNixPort } from '../node/nix/nix-port.ts';
import { languageTags } from '../words/language-of.ts';
import { createSeedPorts } from '../node/seed/seed-ports.ts';
import { hearsOfJobs } from '../node/sleep/hears-of-jobs.ts';
import { takeSleepLock } from '../node/sleep/take-lock.ts';
import { createAwake } from './awake.ts';
import type { Builds } from './builds/builds.ts';
import { orderKey } from './builds/draft-order.ts';
import { createBuildService } from './builds/set-up.ts';
import { isWindowFocused, showNotification, showTaskbarProgress } from './desktop.ts';
import { createDialogs, type Dialogs } from './dialogs.ts';
import { createDrafts, type Drafts } from './drafts/draft-file.ts';
import { createCardServices, type CardServices } from './flash/set-up.ts';
import type { Publish } from './ipc/topics.ts';
import { setMenu } from './menu.ts';
import { createNoted, type Noted } from './noted.ts';
import { createNotify, type Notify } from './notify.ts';
import { createOffers, type Offers } from './offers.ts';
import { createPackageLists, type PackageLists } from './packages/package-lists.ts';
import { createPlaceService } from './places/set-up.ts';
import type { Places } from './places/places.ts';
import { createApplier } from './preferences/apply.ts';
import { createPreferences, type PreferencesKeeper } from './preferences/preferences.ts';
import { createProjectServices, type ProjectServices } from './projects/set-up.ts';
import { createSecretsFile } from './secrets/secrets-file.ts';
import { createVault, type Vault } from './secrets/vault.ts';
import type { Start } from './start.ts';
import { mainWords, speak } from './words.ts';

/** What main's concerns share: each is made once, in `createServices`. */
export interface Services extends ProjectServices, CardServices {
  readonly start: Start;
  readonly publish: Publish;
  readonly offers: Offers;
  readonly dialogs: Dialogs;
  readonly drafts: Drafts;
  readonly preferences: PreferencesKeeper;
  readonly vault: Vault;
  readonly awake: AwakePort;
  readonly noted: Noted;
  readonly notify: Notify;
  readonly places: Places;
  readonly packages: PackageLists;
  readonly builds: Builds;
}

/** Where what belongs to the window is kept between two starts. */
function windowFolder(): string {
  return join(app.getPath('userData'), 'window');
}

export function createServices(start: Start, publish: Publish): Services {
  const applyPreferences = createApplier();
  const folder = windowFolder();
  const offers = createOffers();
  const drafts = createDrafts(folder);
  const projects = createProjectServices({
    ...{ folder, offers, drafts },
    publish: (project) => publish('project', project),
    onNoted: (failure) => publish('projectUnnoted', failure),
  });
  const preferences = createPreferences(folder, (changed) => {
    applyPreferences(changed);
    const system = languageTags(app.getPreferredSystemLanguages());
    void speak(changed.language, system).then(() => setMenu(process.platform, mainWords()));
    publish('preferences', changed);
  });
  const awake = createAwake({
    blocker: powerSaveBlocker,
    isHeard: () => hearsOfJobs(),
    takeLock: (job) => takeSleepLock(job, mainWords().t('awake.why', { job })),
    publish: (isAwake) => publish('awake', isAwake),
  });
  const noted = createNoted(() => new Date().toISOString());
  const notify = createNotify({
    isWanted: () => preferences.get().notifications,
    isWatched: isWindowFocused,
    show: showNotification,
  });
  const vault = createVault({
    file: createSecretsFile(join(windowFolder(), 'secrets'), safeStorage),
    seed: createSeedPorts(),
    publish: (value) => publish('secrets', value),
  });
  const cards = createCardServices({
    ...{ folder, start, offers, drafts, vault, preferences, awake, noted, notify, publish, words: mainWords },
    writtenBy: `nixberry ${app.getVersion()}`,
    showProgress: showTaskbarProgress,
    hasScreenReader: () => app.accessibilitySupportEnabled,
  });
  const builds = createBuildService({
    ...{ images: cards.images, awake, noted, notify, words: mainWords, showProgress: showTaskbarProgress },
    publish: (view) => publish('build', view),
  });
  drafts.watch((draft) => builds.wants(draft && orderKey(draft)));
  return {
    start,
    publish,
    offers,
    dialogs: createDialogs(),
    drafts,
    ...projects,
    ...cards,
    places: createPlaceService({ folder, demo: start.demo, offers, projects: projects.projects }),
    packages: createPackageLists((nixpkgs, signal) => listPackages(createNixPort(), nixpkgs, signal)),
    preferences,
    awake,
    noted,
    notify,
    vault,
    builds,
  };
}
