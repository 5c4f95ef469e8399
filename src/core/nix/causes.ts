export interface CauseRow {
  readonly cause: string;
  /** What Nix, its helpers or ssh say. Named groups become the facts. */
  readonly matches: readonly RegExp[];
  /** The words also count when they stand in the log of the derivation that failed, and not in Nix's own message. */
  readonly inLog?: true;
}

/** A cache that Nix does not ask, because somebody who is no trusted user wants it to. */
export const IGNORED_CACHE = /ignoring untrusted substituter '(?<substituter>[^']+)'/;

/**
 * Words of Nix -> cause, the first row that matches. The words for people are in `assets/locales` under
 * `nix-cause.<cause>` and `nix-cause.<cause>.next`. Wordings are those of Nix 2.8 to 2.36 and Lix.
 */
export const CAUSE_ROWS = [
  { cause: 'flakes-disabled', matches: [/experimental (?:Nix )?feature '(?<feature>[^']+)' is disabled/] },
  { cause: 'nix-too-old', matches: [/requires Nix >= ?(?<required>[\d.]+)/i] },
  {
    cause: 'wrong-platform',
    matches: [
      /a '?(?<platform>[\w-]+)'? with features \{(?<features>[^}]*)\} is required to build/,
      /Required system: '(?<platform>[\w-]+)'(?: with features \{(?<features>[^}]*)\})?/,
      /platform mismatch/,
    ],
  },
  {
    cause: 'hash-mismatch',
    matches: [/hash mismatch in fixed-output derivation[^]*?specified:\s*(?<specified>\S+)\s+got:\s*(?<got>\S+)/],
  },
  {
    cause: 'disk-full',
    matches: [/'(?<path>\/[^']*)'[^'\n]*: No space left on device/, /No space left on device/],
    inLog: true,
  },
  {
    cause: 'out-of-memory',
    matches: [
      /failed due to signal 9\b/,
      /failed with exit code 137\b/,
      /\bKilled(?: signal terminated program)?\b/,
      /out of memory|cannot allocate memory|std::bad_alloc/i,
    ],
    inLog: true,
  },
  { cause: 'missing-signature', matches: [/path '(?<path>[^']+)'.*lacks a signature by a trusted key/s] },
  { cause: 'host-key', matches: [/Host key verification failed/] },
  { cause: 'ssh-key-refused', matches: [/Permission denied \((?<methods>publickey[^)]*)\)/] },
  { cause: 'ssh-failed', matches: [/failed to start SSH connection to '(?<host>[^']+)'/] },
  { cause: 'no-builder', matches: [/unable to start any build;/i, /remote machines may not have all/] },
  {
    cause: 'offline',
    matches: [
      /unable to download '(?<url>[^']+)': (?:Could(?:n't| not) resolve host|Could(?:n't| not) connect|Timeout)/,
      /Could(?:n't| not) resolve host(?: name)?/i,
    ],
  },
  { cause: 'download-failed', matches: [/unable to download '(?<url>[^']+)': (?<answer>[^\n]+)/] },
  // Below the downloads: their connections break as well, and say so in much the same words.
  {
    cause: 'connection-lost',
    matches: [
      /Connection to (?<host>\S+) closed(?: by remote host)?\./,
      /client_loop: send disconnect/,
      /Timeout, server (?<host>\S+) not responding/,
      /Connection (?:reset|closed) by (?<host>\S+) port \d+/,
      /Read from remote host (?<host>[^\s:]+): /,
    ],
  },
  // Where the store is elsewhere, all that some versions say of a broken connection.
  { cause: 'daemon-lost', matches: [/unexpected end-of-file|Nix daemon disconnected unexpectedly/] },
  // On in every image of NixOS, wanted in few, and behind the newest kernels.
  {
    cause: 'zfs-broken',
    matches: [
      /Package [‘'"](?<package>zfs-kernel-[^’'"]+)[’'"] .*?is marked as broken/s,
      /Refusing to evaluate package '(?<package>zfs-kernel-[^']+)' .*?broken/s,
    ],
  },
  {
    cause: 'package-refused',
    matches: [
      /Package [‘'"](?<package>[^’'"]+)[’'"] .*?(?:is marked as|has an?|is not) (?<reason>broken|insecure|unfree|available)/s,
      /Refusing to evaluate package '(?<package>[^']+)' .*?(?<reason>broken|insecure|unfree|not available)/s,
    ],
  },
  {
    cause: 'untracked-file',
    matches: [
      /path '(?:\/nix\/store\/[^'/]+-source\/)?(?<path>[^']+)'[^\n]* is not tracked by Git/i,
      /path '\/nix\/store\/[^'/]+-source\/(?<path>[^']+)' does not exist/,
      // Of Nix before 2.20, which copies what git knows and looks there.
      /getting status of '\/nix\/store\/[^'/]+-source\/(?<path>[^']+)': No such file/,
    ],
  },
  {
    cause: 'lock-outdated',
    matches: [
      /flake '(?<flake>[^']+)' requires lock file changes but they're not allowed/,
      /cannot write modified lock file of flake '(?<flake>[^']+)'/,
    ],
  },
  {
    cause: 'no-flake',
    matches: [
      /'(?<path>[^']*)' does not contain a '?(?:[^' ]*\/)?flake\.nix/,
      /path '(?<path>[^']*)' is not part of a flake/,
      /could not find a flake\.nix file/,
      /(?:getting status of|opening file|path) '(?<path>[^']*)\/flake\.nix'/,
    ],
  },
  { cause: 'path-missing', matches: [/(?:getting status of|path) '(?<path>[^']*)'(?:: No such file| does not exist)/] },
  { cause: 'attribute-not-provided', matches: [/does not provide attribute [^\n]*'(?<attribute>[^'\n]+)'/] },
  { cause: 'syntax', matches: [/syntax error, (?<detail>[^\n]+)(?:\s+at (?<at>\S+:\d+:\d+))?/] },
  { cause: 'option-missing', matches: [/The option [`'](?<option>[^'`]+)['`] does not exist/] },
  { cause: 'attribute-missing', matches: [/attribute '(?<attribute>[^']+)' missing/] },
  { cause: 'no-build-users', matches: [/group '(?<group>[^']+)' specified in 'build-users-group' does not exist/] },
  {
    cause: 'sandbox-unsupported',
    matches: [/does not support the kernel namespaces that are required for sandboxing/],
  },
  { cause: 'daemon-unreachable', matches: [/cannot connect to (?:socket at|daemon at) '(?<path>[^']+)'/] },
  {
    cause: 'store-not-writable',
    matches: [
      /'(?<path>\/nix\/[^']*|\/nix)'[^\n]*: (?:Permission denied|Operation not permitted|Read-only file system)/,
    ],
  },
  {
    cause: 'not-trusted',
    matches: [
      /user '(?<user>[^']+)' is not a trusted user/,
      IGNORED_CACHE,
      /ignoring (?:the )?(?:untrusted|client-specified setting '(?<setting>[^']+)')/,
      /is a restricted setting and you are not a trusted user/,
      /not (?:privileged|allowed) to/,
    ],
  },
  {
    cause: 'builder-failed',
    matches: [/builder (?:for '[^']+' )?failed with exit code (?<exit>\d+)/, /builder (?:for '[^']+' )?failed/],
  },
] as const satisfies readonly CauseRow[];

export type NixCause = (typeof CAUSE_ROWS)[number]['cause'] | 'other';
export const NIX_CAUSES: readonly NixCause[] = [...CAUSE_ROWS.map((row) => row.cause), 'other'];
