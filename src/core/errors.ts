/** The process's exit code for each kind of end; 128 + SIGINT for a cancelled job, as shells do. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  refused: 3,
  verification: 4,
  build: 5,
  drive: 6,
  notAuthorised: 7,
  badImage: 8,
  remote: 9,
  cancelled: 130,
} as const;

export type ExitKind = keyof typeof EXIT;

/**
 * Every way in which something can go wrong, and the kind of end it leads to. The words for people are in
 * `assets/locales` under `error.<code>` (what happened) and `error.<code>.next` (what to do).
 */
export const ERRORS = {
  unexpected: 'unexpected',
  usage: 'usage',
  'image-not-found': 'usage',
  'image-is-directory': 'usage',
  'target-not-found': 'usage',
  'folder-not-found': 'usage',
  'target-twice': 'usage',
  'target-exists': 'usage',
  'too-many-targets': 'usage',
  'attribute-not-found': 'usage',
  'image-unknown': 'usage',
  'image-ambiguous': 'usage',
  'image-without-system': 'usage',
  'image-collected': 'usage',
  'images-apart': 'usage',
  'images-folder': 'usage',
  'place-unknown': 'usage',
  'needs-yes': 'usage',
  'offer-gone': 'usage',
  'confirm-refused': 'usage',
  'flash-running': 'usage',
  'receipt-failed': 'usage',
  'draft-unsaved': 'usage',
  'log-unsaved': 'usage',
  'preferences-unsaved': 'usage',
  'wifi-passphrase-unreadable': 'usage',
  'project-not-found': 'usage',
  'project-newer': 'usage',
  'project-broken': 'usage',
  'project-folder-taken': 'usage',
  'project-needs-yes': 'usage',
  'project-file-edited': 'usage',
  'project-changed': 'usage',
  'project-unseen': 'usage',
  'project-file-outside': 'usage',
  'project-write-failed': 'usage',
  'project-unsendable': 'usage',
  'settings-missing': 'usage',
  'settings-refused': 'usage',
  'answers-unreadable': 'usage',
  'no-keys': 'usage',
  'cache-refused': 'usage',
  'push-refused': 'usage',
  'project-outdated': 'usage',
  'host-not-found': 'usage',
  'host-exists': 'usage',
  'host-name-clash': 'usage',
  'release-differs': 'usage',
  'seed-unreadable': 'usage',
  'seed-newer': 'usage',
  'seed-exists': 'usage',
  'seed-twice': 'usage',
  'seed-too-large': 'usage',
  'seed-incomplete': 'usage',
  'secrets-unreadable': 'usage',
  'secret-refused': 'usage',
  'secrets-unsaved': 'usage',
  'keyring-missing': 'usage',
  'keyring-failed': 'usage',
  'known-hosts-failed': 'usage',

  refused: 'refused',
  'drive-changed': 'refused',
  'drive-in-use': 'refused',
  'mount-busy': 'refused',
  'image-too-large': 'refused',
  'seed-not-taken': 'refused',
  'seed-no-room': 'refused',

  'verify-mismatch': 'verification',
  counterfeit: 'verification',
  'seed-mismatch': 'verification',

  'build-failed': 'build',
  'nix-missing': 'build',
  'nix-timeout': 'build',
  'no-image-built': 'build',
  'several-images-built': 'build',
  'copy-failed': 'build',
  'cachix-missing': 'build',
  'diff-failed': 'build',

  'drive-lost': 'drive',
  'drive-read-only': 'drive',
  'bad-sector': 'drive',
  'drive-full': 'drive',
  'io-error': 'drive',
  'source-read': 'drive',
  'writer-died': 'drive',

  'not-authorised': 'notAuthorised',
  'no-elevation': 'notAuthorised',
  'permission-denied': 'notAuthorised',

  'image-empty': 'badImage',
  'image-truncated': 'badImage',
  'image-corrupt': 'badImage',
  'image-trailing-garbage': 'badImage',
  'image-hash-mismatch': 'badImage',
  'image-changed': 'badImage',
  'image-twice-compressed': 'badImage',
  'image-unknown-format': 'badImage',
  'image-unfinished-card': 'badImage',
  'fat-broken': 'badImage',
  'zip-without-image': 'badImage',
  'zip-several-images': 'badImage',

  'download-failed': 'remote',
  'github-keys': 'remote',
  'push-failed': 'remote',
  'push-unreachable': 'remote',
  'image-elsewhere': 'remote',
  'remote-host-key-unknown': 'remote',
  'remote-host-key-changed': 'remote',
  'remote-login-refused': 'remote',
  'remote-unreachable': 'remote',
  'remote-lost': 'remote',
  'remote-nix-missing': 'remote',
  'remote-full': 'remote',
  'remote-failed': 'remote',
  'remote-build-ended': 'remote',
  'remote-timeout': 'remote',
  'remote-too-long': 'remote',
  'ssh-missing': 'remote',

  cancelled: 'cancelled',
} as const satisfies Record<string, ExitKind>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** What the words of a message are filled with: never a secret. Sizes are in bytes, times in ms. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** An end that we can explain: a code of `ERRORS` and the facts its words need. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts: Facts = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

/** Any thrown thing as an AppError; what we did not foresee becomes `unexpected` with its own words kept. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('unexpected', { detail }, { cause: thrown });
}

export function exitCodeOf(code: ErrorCode): number {
  return EXIT[ERRORS[code]];
}

/**
 * How bad an exit code is, worst last: with several targets the worst one is the process's. A card that lies or broke
 * weighs more than one that was never touched.
 */
const SEVERITY: readonly number[] = [
  EXIT.done,
  EXIT.cancelled,
  EXIT.refused,
  EXIT.notAuthorised,
  EXIT.usage,
  EXIT.remote,
  EXIT.build,
  EXIT.badImage,
  EXIT.drive,
  EXIT.verification,
  EXIT.unexpected,
];

/** The worst of several exit codes; 0 for none. */
export function worstExitCode(codes: readonly number[]): number {
  return codes.reduce((worst, code) => (SEVERITY.indexOf(code) > SEVERITY.indexOf(worst) ? code : worst), 0);
}
