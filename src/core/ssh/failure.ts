import { AppError } from '../errors/app-error.ts';
import { destinationText, sshWords, type SshDestination } from './destination.ts';

/** How ssh ended without bringing back what the script over there ended with. */
export interface SshEnding {
  /** Null when a signal ended it. */
  readonly code: number | null;
  /** What ssh itself said; null when it ended before it could put that apart. */
  readonly log: readonly string[] | null;
  /** The last lines of all others: of whatever ran over there, and of the ssh that leads there (`ProxyJump`). */
  readonly stderr: readonly string[];
  /** Whether the script had begun. */
  readonly began: boolean;
}

/** ssh's own exit code for whatever went wrong with the connection; our scripts never end with it. */
export const SSH_FAILED = 255;
const DETAIL_CHARS = 300;

/** Behind it come words of the other machine, line feeds and all. */
const THEIR_WORDS = 'Received disconnect from ';
/** It was cut off before the other side had said anything: by whatever leads there, which alone can have spoken. */
const CUT_ON_THE_WAY = /^kex_exchange_identification: |^Connection (?:closed|reset) by UNKNOWN port/m;

/** What OpenSSH says before there is a connection (5.x to 10, in the language C), the first that matches. */
const UNREACHABLE: readonly (readonly [reason: string, RegExp])[] = [
  ['dns', /Could not resolve hostname/],
  ['refused', /Connection refused/],
  ['timeout', /timed out|Connection timeout/],
  ['no-route', /No route to host|Network is unreachable|Host is down/],
  ['closed', /Connection (?:closed|reset) by|Connection reset|kex_exchange_identification/],
];

/** What it says of a connection that breaks. */
const BROKEN =
  /closed by|reset by|Connection reset|Broken pipe|Timeout, server|timed out|ssh_dispatch_run_fatal|Killed by signal/;

/** What every failure of ssh says. */
interface SshFacts {
  readonly place: string;
  readonly ssh: string;
  readonly detail: string | null;
  readonly reason: null;
}

/**
 * The error for a run of ssh that brought no exit code. Why is read from ssh's own words: what runs over there could say
 * anything. Facts: `place`, `detail` (the last words of ssh, null without any), `ssh` (the machine as it stands behind `ssh`
 * in a line to paste), `reason` where there are finer words, and their own.
 */
export function sshFailure(destination: SshDestination, { code, log, stderr, began }: SshEnding): AppError {
  const others = linesIn(stderr);
  const own = log === null ? others : linesIn(log);
  const facts: SshFacts = {
    place: destinationText(destination),
    ssh: sshWords(destination),
    detail: lastOf(own) ?? lastOf(others),
    reason: null,
  };
  if (began) {
    // Some of it goes to stderr. That a program over there could say so, too, makes no difference.
    const broken = [...others, ...own].findLast((line) => BROKEN.test(line))?.slice(0, DETAIL_CHARS) ?? null;
    // No word of a broken connection: mostly the program over there was killed, for which ssh has no exit code of its own;
    // a busy ssh whose connection is cut may be as silent (seen once in some hundred cuts).
    const killed = code === SSH_FAILED && broken === null;
    return new AppError('remote-lost', killed ? { ...facts, reason: 'killed' } : { ...facts, detail: broken });
  }
  // It logged in and ran something, but not our script: the login shell is none, or has no base64.
  const ran = code === SSH_FAILED ? own.length === 0 : code !== null;
  if (ran) return new AppError('remote-unreachable', { ...facts, reason: 'shell', detail: lastOf(others) });
  const given = destination.hostKey !== undefined;
  return (
    why(own, [...own, ...others], given, facts) ??
    (CUT_ON_THE_WAY.test(own.join('\n')) ? why(others, others, false, { ...facts, detail: lastOf(others) }) : null) ??
    unreachable(own.join('\n'), facts)
  );
}

/** `said`: by the ssh that speaks; `warned`: where it warns of a key that is not there. Null when it was another cause. */
function why(said: readonly string[], warned: readonly string[], given: boolean, facts: SshFacts): AppError | null {
  const theirs = said.findIndex((line) => line.startsWith(THEIR_WORDS));
  const own = (theirs < 0 ? said : said.slice(0, theirs)).join('\n');
  return hostKeyFailure(own, given, facts) ?? loginFailure(own, said.join('\n'), warned.join('\n'), facts);
}

function linesIn(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function lastOf(lines: readonly string[]): string | null {
  return lines.at(-1)?.slice(0, DETAIL_CHARS) ?? null;
}

function hostKeyFailure(text: string, given: boolean, facts: SshFacts): AppError | null {
  const fingerprint = /^(SHA256:\S+?)\.?$/m.exec(text)?.[1] ?? null;
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED|REVOKED HOST KEY/.test(text)) {
    const [, file = null, line = null] = /^Offending .*key in (.+):(\d+)$/m.exec(text) ?? [];
    const host = /^Host key for (\S+) has changed/m.exec(text)?.[1] ?? facts.place;
    const reason = text.includes('REVOKED') ? 'revoked' : given ? 'given' : null;
    return new AppError('remote-host-key-changed', { ...facts, reason, fingerprint, file, line, host });
  }
  if (!text.includes('Host key verification failed')) return null;
  const [, algorithm, host] = /No (\S+) host key is known for (\S+) and/.exec(text) ?? [];
  // ssh would have asked: that was another ssh, the one that leads to the machine (`ProxyJump`).
  const reason = host === undefined ? 'on-the-way' : null;
  const known = { host: host ?? null, algorithm: algorithm ?? null, fingerprint };
  return new AppError('remote-host-key-unknown', { ...facts, ...known, reason });
}

function loginFailure(own: string, said: string, warned: string, facts: SshFacts): AppError | null {
  const methods = /Permission denied \(([^)]*)\)/.exec(own)?.[1];
  const tooMany = said.includes('Too many authentication failures');
  if (methods === undefined && !tooMany) return null;
  // Nobody was let in, so nothing of over there has spoken.
  const missing = /^Warning: Identity file (.+) not accessible/m.exec(warned)?.[1];
  const open = /^Permissions \d+ for '(.+)' are too open/m.exec(own)?.[1];
  const reason = missing !== undefined ? 'key-missing' : open !== undefined ? 'key-open' : tooMany ? 'many-keys' : null;
  const key = missing ?? open ?? null;
  return new AppError('remote-login-refused', { ...facts, reason, key, methods: methods ?? null });
}

function unreachable(text: string, facts: SshFacts): AppError {
  const reason = UNREACHABLE.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  return new AppError('remote-unreachable', { ...facts, reason });
}
