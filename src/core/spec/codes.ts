import type { Facts } from '../errors/app-error.ts';

/**
 * Why answers are refused. The words are in `assets/locales` under `setting.problem.<code>`. The codes of single fields
 * are also the messages of the zod schemas, which is how an issue finds its code.
 */
export const PROBLEMS = [
  'file-missing',
  'file-unreadable',
  'host-folder',
  'host-release',
  'json-syntax',
  'json-too-deep',
  'json-duplicate',
  'format-newer',
  'missing',
  'wrong-type',
  'unknown-setting',
  'not-one-of',
  'control-character',
  'too-long',
  'host-name',
  'user-name',
  'user-name-taken',
  'full-name',
  'ssh-key-private',
  'ssh-key-options',
  'ssh-key-type',
  'ssh-key-broken',
  'ssh-key-short',
  'ssh-key-lines',
  'ipv4-address',
  'ipv4-prefix',
  'country',
  'ssid-empty',
  'ssid-long',
  'time-zone',
  'locale',
  'keyboard',
  'config-txt-line',
  'config-txt-long',
  'config-txt-uart',
  'flake-reference',
  'flake-secret',
  'package-name',
  'state-version',
  'state-version-newer',
  'board-unsupported',
  'kernel-not-offered',
  'interface-not-offered',
  'locked-out',
  'sudo-without-password',
  'address-unusable',
  'gateway-outside',
  'gateway-itself',
  'wifi-without-country',
  'wifi-without-radio',
  'wpa3-radio',
  'ssid-not-expressible',
  'twice',
  'assignment-syntax',
  'not-a-list',
  'not-in-list',
  'index-gap',
] as const;

/** What a person is told of, although it is accepted. The words: `setting.warning.<code>`. */
export const SETTING_WARNINGS = [
  'board-experimental',
  'kernel-compiled',
  'console-only',
  'login-without-password',
  'unsigned-updates',
  'no-network',
  'no-ethernet',
  'wifi-by-adapter',
  'no-dns',
  'wpa3-fragile',
  'open-wifi',
  'config-txt-dead',
  'workaround-without-wifi',
  'upgrade-memory',
  'uboot-compiled',
  'new-cards-only',
] as const;

export type ProblemCode = (typeof PROBLEMS)[number];
export type SettingWarningCode = (typeof SETTING_WARNINGS)[number];

/** What is wrong with a value that has such a problem is that it is a secret: it is kept nowhere. */
export const SECRET_PROBLEMS: readonly ProblemCode[] = ['ssh-key-private', 'flake-secret'];

/** Something about one setting. `path` is like `user.sshKeys[0]`, empty for the whole. No fact ever holds a key or secret. */
interface About<Code> {
  readonly path: string;
  readonly code: Code;
  readonly facts: Facts;
}

export type Problem = About<ProblemCode>;
export type SettingWarning = About<SettingWarningCode>;
