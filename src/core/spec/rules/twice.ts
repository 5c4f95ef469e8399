import type { Problem } from '../codes.ts';
import type { Settings } from '../settings.ts';
import { sshKeyIdentity } from '../ssh-key.ts';
import type { Verdict } from './rules.ts';

/** What makes no sense twice. (Lines of config.txt may be there several times: each `dtoverlay` counts.) */
export function twiceRule({ user, ethernet, wifi, packages }: Settings): Verdict {
  const problems = [
    ...repeated('user.sshKeys', user.sshKeys.map(sshKeyIdentity)),
    ...repeated('ethernet.dns', ethernet.method === 'static' ? ethernet.dns : []),
    ...repeated(
      'wifi.networks',
      wifi.networks.map(({ ssid }) => ssid),
    ).map((problem) => ({
      ...problem,
      path: `${problem.path}.ssid`,
    })),
    ...repeated('packages', packages),
  ];
  return { problems, warnings: [] };
}

/** `first` is the place of the earlier one, counted from 1. */
function repeated(path: string, values: readonly string[]): Problem[] {
  return values.flatMap((value, at) => {
    const first = values.indexOf(value);
    return first < at ? [{ path: `${path}[${at}]`, code: 'twice', facts: { first: first + 1 } }] : [];
  });
}
