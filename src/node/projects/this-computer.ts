import { readdir, readFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { utf8Locale } from '../../core/spec/locales.ts';
import { sshKeyProblem } from '../../core/spec/ssh-key.ts';

/** What this computer suggests for a Pi; null where it says nothing. Nothing of it is checked. */
export interface ThisComputer {
  readonly user: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  /** Two capital letters, as the locale has them. */
  readonly country: string | null;
  readonly keyboard: string | null;
  readonly keys: readonly FoundKey[];
}

/** A public SSH key of this person. */
export interface FoundKey {
  readonly file: string;
  readonly text: string;
}

/** Where Linux distributions keep the keymap of the console. */
const KEYMAP_FILES = [
  { file: '/etc/vconsole.conf', line: /^\s*KEYMAP="?([\w.-]+)"?\s*$/m },
  { file: '/etc/default/keyboard', line: /^\s*XKBLAYOUT="?([\w-]+)/m },
];

/** XKB calls the British keyboard by its country, the console by its language. */
const KEYMAP_OF_LAYOUT: Readonly<Record<string, string>> = { gb: 'uk' };

/** Looks at this computer; never fails. */
export async function lookAtThisComputer(env: NodeJS.ProcessEnv = process.env): Promise<ThisComputer> {
  // An empty variable counts as none (POSIX, 8.2).
  const given = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '') ?? '';
  const locale = /^([a-z]{2,3}_[A-Z]{2})(?:\.|$)/.exec(given)?.[1] ?? null;
  return {
    user: userName(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || null,
    locale: locale && utf8Locale(locale),
    country: locale?.slice(-2) ?? null,
    keyboard: await keyboard(),
    keys: await findKeys(join(env.HOME ?? homedir(), '.ssh')),
  };
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}

async function keyboard(): Promise<string | null> {
  for (const { file, line } of KEYMAP_FILES) {
    const found = line.exec(await readFile(file, 'utf8').catch(() => ''))?.[1];
    if (found !== undefined) return KEYMAP_OF_LAYOUT[found] ?? found;
  }
  return null;
}

/** The usable keys among a folder’s `*.pub`; none where it cannot be read. */
export async function findKeys(folder: string): Promise<readonly FoundKey[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.pub')).sort();
  const keys = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return { file, text: (await readFile(file, 'utf8').catch(() => '')).trim() };
    }),
  );
  return keys.filter(({ text }) => sshKeyProblem(text) === null);
}
