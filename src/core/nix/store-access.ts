import type { CancelSignal } from '../ports.ts';
import { plainStoreArgv } from './argv.ts';
import type { NixPort } from './ports.ts';

const TIMEOUT_MS = 15_000;

/** How Nix on this computer gets at its store. */
export interface StoreAccess {
  /** By its daemon, which runs as root, with a root's ssh and environment. */
  readonly daemon: boolean;
  /** Whether the daemon takes every setting from us; null where it does not say (before 2.14). */
  readonly trusted: boolean | null;
}

/** Asks Nix; null where it does not tell. */
export async function queryStoreAccess(nix: NixPort, signal: CancelSignal): Promise<StoreAccess | null> {
  for (const age of ['new', 'old'] as const) {
    const { code, stdout, stderr } = await nix.run(plainStoreArgv(age), { signal, timeoutMs: TIMEOUT_MS });
    // Versions differ in where they say it.
    const access = code === 0 ? parseStoreAccess([stdout, ...stderr].join('\n')) : null;
    if (access) return access;
  }
  return null;
}

/** Reads what `nix store info` says, `nix store ping` before 2.19. */
export function parseStoreAccess(text: string): StoreAccess | null {
  const url = /^Store URL: (\S+)/m.exec(text)?.[1];
  if (url === undefined) return null;
  const trusted = /^Trusted: (0|1|false|true)/m.exec(text)?.[1];
  return {
    daemon: url === 'daemon' || url.startsWith('unix:'),
    trusted: trusted === undefined ? null : trusted === '1' || trusted === 'true',
  };
}
