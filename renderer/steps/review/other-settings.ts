import type { MessageKey, Words } from '../../../src/words/words.ts';
import { isBelow } from '../../state/paths.ts';
import { settingName } from '../../state/setting-names.ts';
import type { StepId } from '../step.ts';
import { isNothing, settingAt, type ChangedSetting } from './defaults.ts';

/** What lines of their own tell of; the first two are no answers. */
const TOLD: readonly string[] = [
  ...['$schema', 'format', 'board', 'release', 'hostName', 'packages'],
  ...['user.name', 'user.fullName', 'user.sshKeys', 'user.password'],
  ...['ethernet.method', 'ethernet.address', 'wifi.country', 'wifi.networks[0].ssid'],
  ...['region.timeZone', 'region.locale', 'region.keyboard', 'services.containers'],
];

/** What a setting is called where it is asked for. A value that has words there has them below that key. */
const ASKED: Readonly<Partial<Record<string, MessageKey>>> = {
  kernel: 'window.extras.kernel',
  'user.sudo': 'window.step.name-and-user.sudo',
  'ssh.enable': 'window.review.ssh',
  'ssh.passwordLogin': 'window.review.ssh-password',
  'ethernet.gateway': 'window.network.static.gateway',
  'ethernet.dns': 'window.network.static.dns',
  'wifi.backend': 'window.network.backend',
  'wifi.networks[0].hidden': 'window.network.hidden',
  'wifi.networks[0].security': 'window.network.security',
  configTxt: 'window.extras.config-txt',
  zram: 'window.extras.zram',
  ubootIgnoresKeys: 'window.extras.uboot',
  brcmfmacWorkaround: 'window.network.workaround',
  'services.mdns': 'window.extras.mdns',
  'services.autoUpgrade.flake': 'window.extras.upgrade.flake',
  'services.garbageCollection': 'window.extras.garbage',
  'image.compress': 'window.extras.compress',
  'image.uniqueIds': 'window.extras.unique-ids',
};

/** What of the settings is asked for where; all the others are Extras'. */
const ASKED_AT: readonly (readonly [StepId, readonly string[]])[] = [
  ['board', ['board']],
  ['name-and-user', ['hostName', 'user', 'ssh']],
  ['network', ['wifi', 'ethernet', 'brcmfmacWorkaround']],
  ['region', ['region']],
];

/** Whether it is an interface or a service that was switched on: one of a row of names, and no line. */
export function isSwitchedOn({ setting, value }: ChangedSetting): boolean {
  return /^(interfaces|services)\./.test(setting) && value === true;
}

/** One line for each setting of a step that is not as it is by default, and that no other line tells of. */
export function otherSettings(
  words: Words,
  root: unknown,
  changed: readonly ChangedSetting[],
  step: StepId,
): readonly string[] {
  return changed
    .filter((one) => !TOLD.includes(one.setting) && !isSwitchedOn(one) && stepOf(one.setting) === step)
    .map(({ setting, path, value }) => {
      const asked = ASKED[setting];
      const name = asked === undefined ? settingName(words, path) : words.t(asked);
      const facts = { name, of: networkOf(root, path), value: valueWords(words, value, asked) };
      return words.t('window.review.other', facts);
    });
}

/** Which network a setting is of; null for one that is of none. */
function networkOf(root: unknown, path: string): string | null {
  const [network] = /^wifi\.networks\[\d+\]/.exec(path) ?? [];
  const ssid = network === undefined ? null : settingAt(root, `${network}.ssid`);
  return typeof ssid === 'string' ? ssid : null;
}

function valueWords(words: Words, value: unknown, asked: MessageKey | undefined): string {
  if (typeof value === 'boolean') return words.t('window.review.switch', { on: value });
  if (isNothing(value)) return words.t('window.review.nothing');
  if (Array.isArray(value)) return words.list(value.map((item: unknown) => valueWords(words, item, asked)));
  if (typeof value !== 'string') return JSON.stringify(value);
  const key = asked === undefined ? value : `${asked}.${value}`;
  return asked !== undefined && words.hasWords(key) ? words.t(key) : value;
}

function stepOf(setting: string): StepId {
  return ASKED_AT.find(([, paths]) => paths.some((above) => isBelow(setting, above)))?.[0] ?? 'extras';
}
