import { DRAFT_FORMAT, type Draft } from '../../../src/contract/window/draft.ts';
import type { SecretsKept } from '../../../src/contract/window/secrets.ts';
import { KEYS, someAnswers, someSettings } from '../../core/spec/some-answers.ts';

const WAY = [
  'board',
  'name-and-user',
  'network',
  'region',
  'extras',
  'where',
  'review',
  'build',
  'drive',
  'write',
  'done',
] as const;

type StepName = (typeof WAY)[number];

const DETAILS = {
  user: { name: 'ada', fullName: 'Ada Lovelace', sshKeys: [KEYS.ed25519] },
  wifi: { country: 'GB', networks: [{ ssid: 'Kew Gardens' }] },
  region: { timeZone: 'Europe/London', locale: 'en_GB.UTF-8' },
  interfaces: { i2c: true },
};

// Answers that are not taken any more would show every page as one to mend.
someSettings(DETAILS);
/** As `someAnswers`, with a network and a region: nothing is lacking but secrets. */
const GREENHOUSE = someAnswers(DETAILS) as Draft['answers'];

/** What its networks want: main says only that it is there. */
export const GREENHOUSE_SECRETS: SecretsKept = {
  passwords: [],
  wifi: [{ ssid: 'Kew Gardens', security: 'wpa2' }],
  tailscaleKeys: [],
  remember: 'off',
};

/** A Pi that is described whole, by somebody who has come as far as this step. */
export function greenhouseAt(step: StepName): Draft {
  const visited = WAY.slice(0, WAY.indexOf(step) + 1);
  return {
    format: DRAFT_FORMAT,
    way: 'pi',
    step,
    visited: [...visited],
    answers: GREENHOUSE,
    place: 'here',
    how: 'auto',
  };
}

/** Somebody who has only just begun. */
export const FIRST_STEP: Draft = { ...greenhouseAt('board'), visited: [], answers: {} };

/** Of the way that writes an image file and asks nothing else. */
export function imageWayAt(step: 'drive' | 'write' | 'done'): Draft {
  return { ...greenhouseAt(step), way: 'image', visited: [step], answers: {} };
}
