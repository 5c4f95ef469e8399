import type { DriveContent, DriveFacts, WindowDrive } from '../../../src/contract/window/drives.ts';
import type { Facts } from '../../../src/core/errors.ts';
import type { MessageKey, Words } from '../../../src/words/words.ts';

/** Mounts from which a computer runs. */
const ROOTS = ['/', '/nix', '/nix/store', '/boot', '/boot/efi', '/usr', '/home', '/var'];

/** What lies on a drive, part by part; empty where nothing is known to. */
export function partsOf({ fsType, label, partitions }: DriveContent, { t, bytes }: Words): readonly string[] {
  const part = (facts: Facts): string => t('window.drive.part', facts);
  if (partitions.length > 0)
    return partitions.map((one) => part({ label: one.label, fsType: one.fsType, size: bytes(one.bytes) }));
  return fsType === null && label === null ? [] : [part({ label, fsType, size: null })];
}

/** The same as a sentence. */
export function contentWords({ content }: Pick<DriveFacts, 'content'>, words: Words): string {
  const { t, locale } = words;
  const parts = partsOf(content, words);
  if (parts.length > 0) return t('window.drive.content', { parts: listed(parts, locale) });
  if (content.mounts.length > 0) return t('window.drive.content-mounted', { paths: listed(content.mounts, locale) });
  return t(content.known ? 'window.drive.content-none' : 'window.drive.content-unknown');
}

/** Why a drive cannot be chosen; null when it can. */
export function refusalWords({ verdict: { refusals, heldAsLarge } }: WindowDrive, { t }: Words): string | null {
  const [refusal] = refusals;
  if (!refusal) return heldAsLarge ? t('window.drive.held-large') : null;
  const key: MessageKey = `window.refusal.${refusal.code}`;
  return t(key, { ...refusal.facts, root: ROOTS.includes(String(refusal.facts.path)) });
}

/** What it is, and how it is attached. */
export function driveDetail({ bus, serial, kernelName }: DriveFacts, { t }: Words): string {
  return t('window.drive.detail', { bus, serial, kernelName });
}

function listed(parts: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'unit', style: 'long' }).format(parts);
}
