import { addLine } from '../../core/seed/known-hosts.ts';
import { changeKnownHosts } from '../../node/seed/known-hosts-file.ts';
import type { Terminal } from '../terminal.ts';
import { t } from '../words.ts';
import type { CardHostKey } from '../../node/seed/card-host-key.ts';

/** Adds the line of a card to a file of known hosts, and says so. Throws AppError `known-hosts-failed`. */
export async function trustHost(terminal: Terminal, key: CardHostKey, file: string): Promise<void> {
  const changed = await changeKnownHosts(file, (text) => addLine(text, key.line));
  terminal.emit({ type: 'host-trusted', ...key, file, changed });
  terminal.print(t('cli.seed.trusted', { ...key, file, changed }));
}
