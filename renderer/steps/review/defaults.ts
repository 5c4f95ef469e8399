import { boardOf, BOARD_IDS, defaultKernelOf } from '../../../src/core/boards/index.ts';
import { parsePath } from '../../../src/core/spec/path.ts';
import { releaseOf, RELEASE_IDS } from '../../../src/core/spec/releases.ts';
import { allPaths } from '../../../src/core/spec/schema-walk.ts';
import { answersSchema } from '../../../src/core/spec/settings.ts';
import { valueAt } from '../../../src/core/spec/tree.ts';
import { isBelow } from '../../state/paths.ts';

const PATHS = allPaths();

/** Every setting that has a value of its own. `wifi.networks[0].ssid` stands for each network's. */
export const SETTING_PATHS: readonly string[] = PATHS.filter(
  (path) => !PATHS.some((other) => other !== path && isBelow(other, path)),
);

/** A setting that is there, and is not as it would be without an answer. */
export interface ChangedSetting {
  /** As in {@link SETTING_PATHS}. */
  readonly setting: string;
  /** Where it is: `wifi.networks[1].ssid`. */
  readonly path: string;
  readonly value: unknown;
}

/** What differs from the defaults for the same board and release, in the order of the schema. Takes any draft. */
export function changedSettings(root: unknown): readonly ChangedSetting[] {
  const defaults = defaultsOf(root);
  return SETTING_PATHS.flatMap((setting) =>
    placesOf(root, setting)
      .map((path) => ({ setting, path, value: settingAt(root, path) }))
      .filter(({ path, value }) => isOther(value, settingAt(defaults, path))),
  );
}

/** What stands at a path of the settings; undefined where there is nothing. */
export function settingAt(root: unknown, path: string): unknown {
  return valueAt(root, parsePath(path) ?? []);
}

/** Whether a value says that there is none. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function placesOf(root: unknown, setting: string): readonly string[] {
  const [list = '', rest] = setting.split('[0]');
  if (rest === undefined) return [setting];
  const items = settingAt(root, list);
  return Array.isArray(items) ? items.map((_, index) => `${list}[${index}]${rest}`) : [];
}

function defaultsOf(root: unknown): unknown {
  const board = BOARD_IDS.find((id) => id === settingAt(root, 'board')) ?? BOARD_IDS[0];
  const release = RELEASE_IDS.find((id) => id === settingAt(root, 'release'));
  const networks = placesOf(root, 'wifi.networks[0].ssid').map(() => ({ ssid: 'any' }));
  const defaults = answersSchema.parse({ board, release, hostName: 'any', user: { name: 'any' }, wifi: { networks } });
  const kernel = defaultKernelOf(boardOf(board), defaults.release);
  return { ...defaults, kernel, stateVersion: releaseOf(defaults.release).stateVersion };
}

/** What a draft does not have is as it is by default. */
function isOther(value: unknown, byDefault: unknown): boolean {
  if (value === undefined || (isNothing(value) && isNothing(byDefault))) return false;
  return JSON.stringify(value) !== JSON.stringify(byDefault);
}
