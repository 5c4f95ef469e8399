import type { DriveContent, DriveFacts, WindowDrive } from '../../../src/contract/window/drives.ts';
import type { Facts } from '../../../src/core/errors/app-error.ts';
import type { MessageKey, Words } from '../../../src/words/words.ts';

/** Mounts from which a computer runs. */
const ROOTS = ['/', '/nix', '/nix/store', '/boot', '/boot/efi', '/usr', '/home', '/var'];

/** What lies on a drive, part by part, with how much of each is taken; empty where nothing is known to. */
export function partsOf(content: DriveContent, words: Words): readonly string[] {
  return partsWith(content, words, (used) => (used === null ? null : words.bytes(used)));
}

/** How much of a drive is taken in all; null where that is not known of each of its parts. */
export function usedWords({ usedBytes, partitions }: DriveContent, { bytes }: Words): string | null {
  if (partitions.length === 0) return usedBytes === null ? null : bytes(usedBytes);
  const used = partitions.filter(({ fsType }) => fsType !== 'swap').map((partition) => partition.usedBytes);
  const known = used.filter((one) => one !== null);
  return known.length < used.length || known.length === 0 ? null : bytes(known.reduce((sum, one) => sum + one, 0));
}

/** What lies on a drive as a sentence. */
export function contentWords({ content }: Pick<DriveFacts, 'content'>, words: Words): string {
  const { t, list } = words;
  const parts = partsWith(content, words, () => null);
  if (parts.length > 0) return t('window.drive.content', { parts: list(parts), used: usedWords(content, words) });
  if (content.mounts.length > 0) return t('window.drive.content-mounted', { paths: list(content.mounts) });
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

function partsWith(
  { fsType, label, usedBytes, partitions }: DriveContent,
  { t, bytes }: Words,
  used: (usedBytes: number | null) => string | null,
): readonly string[] {
  const part = (facts: Facts): string => t('window.drive.part', facts);
  if (partitions.length > 0)
    return partitions.map((one) =>
      part({ label: one.label, fsType: one.fsType, size: bytes(one.bytes), used: used(one.usedBytes) }),
    );
  return fsType === null && label === null ? [] : [part({ label, fsType, size: null, used: used(usedBytes) })];
}
