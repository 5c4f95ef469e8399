import { boardOf, BOARD_IDS } from '../../../src/core/boards/index.ts';
import type { DraftAnswers } from '../../../src/contract/window/draft.ts';
import { hasPassphrase, hasPassword, hasTailscaleKey, type SecretsKept } from '../../../src/contract/window/secrets.ts';
import { completeSettings } from '../../../src/core/spec/complete.ts';
import { parsePath } from '../../../src/core/spec/path.ts';
import { valueAt } from '../../../src/core/spec/tree.ts';
import { WIFI_SECURITIES } from '../../../src/core/spec/wifi.ts';
import type { Words } from '../../../src/words/words.ts';
import { ownerOf } from '../../secrets/owner.ts';
import { settingName } from '../../state/setting-names.ts';
import type { StepId } from '../step.ts';
import { changedSettings, type ChangedSetting } from './defaults.ts';
import { isSwitchedOn, otherSettings } from './other-settings.ts';

/** What a step was answered, in a few lines: the one that matters, and the rest. */
export interface StepSummary {
  readonly step: StepId;
  readonly lines: readonly string[];
  /** What the card brings and no file has. */
  readonly secrets: readonly SecretSummary[];
}

/** A secret by its name. Never a value. */
export interface SecretSummary {
  readonly text: string;
  /** Whether somebody has typed it by now. */
  readonly isGiven: boolean;
}

/** Every answer of a draft in words, as far as it is given: with the defaults when the answers are right, else as typed. */
export function summarize(words: Words, answers: DraftAnswers, kept: SecretsKept | null): readonly StepSummary[] {
  const completed = completeSettings(answers);
  const root = completed.type === 'complete' ? completed.settings : answers;
  const read = readerOf(root);
  const changed = changedSettings(root);
  const owner = ownerOf(answers);
  const steps = [
    board(words, read),
    nameAndUser(words, read, hasPassword(kept, owner)),
    network(words, read, kept),
    region(words, read),
    extras(words, read, changed.filter(isSwitchedOn), hasTailscaleKey(kept, owner)),
  ];
  return steps.map((summary) => {
    const lines = [...summary.lines, ...otherSettings(words, root, changed, summary.step)];
    return summary.step === 'extras' && lines.length === 0
      ? { ...summary, lines: [words.t('window.review.no-extras')] }
      : { ...summary, lines };
  });
}

interface Reader {
  readonly text: (path: string) => string | null;
  readonly list: (path: string) => readonly unknown[];
  readonly isOn: (path: string) => boolean;
}

/** Drafts may hold anything: what is of another kind than is wanted counts as not given. */
function readerOf(root: unknown): Reader {
  const at = (path: string): unknown => valueAt(root, parsePath(path) ?? []);
  return {
    text: (path) => {
      const value = at(path);
      return typeof value === 'string' && value !== '' ? value : null;
    },
    list: (path) => {
      const value = at(path);
      return Array.isArray(value) ? (value as readonly unknown[]) : [];
    },
    isOn: (path) => at(path) === true,
  };
}

function board({ t }: Words, { text }: Reader): StepSummary {
  const id = BOARD_IDS.find((one) => one === text('board'));
  const release = text('release');
  return {
    step: 'board',
    lines: present([id === undefined ? null : boardOf(id).title, release && t('window.review.release', { release })]),
    secrets: [],
  };
}

function nameAndUser({ t }: Words, { text, list }: Reader, isGiven: boolean): StepSummary {
  const user = text('user.name');
  const facts = { user, fullName: text('user.fullName'), keys: list('user.sshKeys').length };
  return {
    step: 'name-and-user',
    lines: present([text('hostName'), user && t('window.review.user', facts)]),
    secrets:
      text('user.password') === 'seed'
        ? [{ text: t('window.review.secret.password', { given: isGiven }), isGiven }]
        : [],
  };
}

function network(words: Words, { text, list }: Reader, kept: SecretsKept | null): StepSummary {
  const { t } = words;
  const networks = list('wifi.networks').map((_, at) => ({
    ssid: text(`wifi.networks[${at}].ssid`),
    security: WIFI_SECURITIES.find((one) => one === text(`wifi.networks[${at}].security`)) ?? 'wpa2',
  }));
  const named = networks.flatMap(({ ssid }) => ssid ?? []);
  const country = text('wifi.country');
  const address = text('ethernet.address');
  const cable = address === null ? t('window.review.dhcp') : t('window.review.static', { address });
  return {
    step: 'network',
    lines: present([
      named.length === 0 ? null : t('window.review.wifi', { names: words.list(named) }),
      country && t('window.review.country', { country }),
      cable,
    ]),
    secrets: networks.flatMap(({ ssid, security }) => {
      if (ssid === null || security === 'open') return [];
      const isGiven = kept !== null && hasPassphrase(kept, { ssid, security });
      return [{ text: t('window.review.secret.wifi', { ssid, given: isGiven }), isGiven }];
    }),
  };
}

function region({ t }: Words, { text }: Reader): StepSummary {
  const facts = { locale: text('region.locale'), keyboard: text('region.keyboard') };
  const isGiven = facts.locale !== null && facts.keyboard !== null;
  return {
    step: 'region',
    lines: present([text('region.timeZone'), isGiven ? t('window.review.region', facts) : null]),
    secrets: [],
  };
}

function extras(
  words: Words,
  { text, list, isOn }: Reader,
  on: readonly ChangedSetting[],
  isGiven: boolean,
): StepSummary {
  const { t } = words;
  const containers = text('services.containers');
  const packages = list('packages').filter((name) => typeof name === 'string');
  const names = on.map(({ path }) => settingName(words, path));
  const switched = [...names, ...(containers === null || containers === 'none' ? [] : [containers])];
  return {
    step: 'extras',
    lines: present([
      switched.length === 0 ? null : t('window.review.on', { names: words.list(switched) }),
      packages.length === 0 ? null : t('window.review.packages', { names: words.list(packages) }),
    ]),
    secrets: isOn('services.tailscale')
      ? [{ text: t('window.review.secret.tailscale', { given: isGiven }), isGiven }]
      : [],
  };
}

function present(lines: readonly (string | null)[]): readonly string[] {
  return lines.filter((line) => line !== null);
}
