import type { MessageKey } from '../words.ts';
import { t } from '../words.ts';
import type { Context } from '../run.ts';
import type { HostKeys } from './host-keys.ts';
import { trustHost } from './trust-host.ts';

export interface HostKeyTelling {
  /** What adds the line, where that is not wanted now. */
  readonly hint: Extract<MessageKey, `cli.host-key.hint-${string}`>;
  /** The file of known hosts to add the lines to; null to show them. */
  readonly knownHosts: string | null;
}

/** What says the host keys of the targets that are right, and has ssh know them where that is wanted. */
export function tellHostKeys(
  { terminal }: Context,
  keys: HostKeys,
  { hint, knownHosts }: HostKeyTelling,
): (targets: readonly string[]) => Promise<void> {
  return async (targets) => {
    for (const target of targets) {
      const key = keys.of(target);
      if (key === null) continue;
      terminal.emit({ type: 'host-key', target, ...key });
      if (knownHosts !== null) await trustHost(terminal, key, knownHosts);
      else if (!terminal.quiet) {
        terminal.print(t('cli.host-key.card', { ...key }));
        // Indented: it is there to be copied, and not wrapped.
        terminal.print(`  ${key.line}`);
        terminal.print(t(hint, { host: key.host }));
      }
    }
  };
}
