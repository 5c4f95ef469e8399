import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { Need } from './needs.ts';

const UPDATE_MS = 5 * 60_000;
const INSTALL_MS = 15 * 60_000;

/** The line that brings what is missing, for a person to type; null when no package does. */
export function installLine(needs: readonly Need[]): string | null {
  const packages = packagesOf(needs);
  return packages.length === 0 ? null : `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs what is missing, as root on Debian or Ubuntu, after saying what; elsewhere says which line would.
 * A failed installation is told and no error: the groups that needed it are then skipped, each with its reason.
 */
export async function provide(needs: readonly Need[], say: (line: string) => void): Promise<void> {
  const line = installLine(needs);
  if (line === null) return;
  say(`Missing: ${needs.map(({ name }) => name).join(', ')}`);
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    say(`On Debian or Ubuntu this would bring it: sudo ${line}`);
    return;
  }
  say(line);
  await aptGet(['update', '-q'], UPDATE_MS, say);
  const packages = packagesOf(needs);
  if (await install(packages, say)) return;
  // Of another release's names one is enough to refuse them all: what is known here is installed by itself.
  for (const name of packages) await install([name], () => undefined);
}

function install(packages: readonly string[], say: (line: string) => void): Promise<boolean> {
  return aptGet(['install', '-y', '-q', '--no-install-recommends', ...packages], INSTALL_MS, say);
}

async function aptGet(argv: readonly string[], timeout: number, say: (line: string) => void): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const { failed, all } = await execa('apt-get', argv, { env, timeout, stdin: 'ignore', all: true, reject: false });
  if (failed) say(`apt-get ${argv[0] ?? ''} failed:\n${all.slice(-3000)}`);
  return !failed;
}

function packagesOf(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.flatMap(({ debian }) => debian ?? []))].sort();
}
