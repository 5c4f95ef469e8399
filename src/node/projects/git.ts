import { execa } from 'execa';

const TIMEOUT_MS = 30_000;
/** Set inside of hooks: they would make git speak of another repository. */
const MISLEADING = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
];

/** What became of telling git about files. `detail` are git's own words, or the paths that it ignores. */
export type GitOutcome =
  | { readonly state: 'initialised' | 'added' | 'none' | 'missing' }
  | { readonly state: 'failed'; readonly reason: 'git' | 'ignored'; readonly detail: string };

export type GitState = GitOutcome['state'];

type Failed = Extract<GitOutcome, { state: 'failed' }>;

/** Whether a folder lies in a work tree of git: `missing` when there is no git to ask, or what git could not tell. */
export async function workTreeOf(folder: string): Promise<'inside' | 'outside' | 'missing' | Failed> {
  const asked = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (asked === 'missing') return 'missing';
  if (asked.code === 0 && asked.stdout.trim() === 'true') return 'inside';
  return asked.stderr.includes('not a git repository') ? 'outside' : failed(asked);
}

/** Makes the folder a repository of its own, with its files known to git but not committed. */
export async function initRepository(folder: string): Promise<GitOutcome> {
  const made = await git(folder, ['init', '--quiet']);
  if (made === 'missing') return { state: 'missing' };
  if (made.code !== 0) return failed(made);
  const added = await addIntent(folder, ['.']);
  return added.state === 'added' ? { state: 'initialised' } : added;
}

/**
 * Makes paths known to the repository around the folder, so that Nix sees them; nothing is staged or committed. `none`
 * where there is no repository. What git ignores, too: somebody may ignore all `*.json`.
 */
export function addIntent(folder: string, paths: readonly string[]): Promise<GitOutcome> {
  return add(folder, ['--force', '--', ...paths]);
}

/** Makes the files of a new project known to somebody else's repository, which may ignore some: those are told. */
export async function addNotIgnored(folder: string, files: readonly string[]): Promise<GitOutcome> {
  const added = await add(folder, ['--', '.']);
  if (added.state !== 'added') return added;
  const checked = await git(folder, ['-c', 'core.quotePath=false', 'check-ignore', '--', ...files]);
  // 1: it ignores none of them.
  if (checked === 'missing' || checked.code === 1) return added;
  if (checked.code !== 0) return failed(checked);
  return { state: 'failed', reason: 'ignored', detail: checked.stdout.trim().split('\n').join(' ') };
}

/** A file in the index of git; `mode` is git's own, `100755` for a program. */
export interface TrackedFile {
  readonly mode: string;
  readonly path: string;
}

/** The files of a work tree that git knows, those with a mere intent to add too, wherever they are now. */
export async function listTracked(folder: string): Promise<readonly TrackedFile[] | 'missing' | Failed> {
  const listed = await git(folder, ['ls-files', '-z', '--cached', '--stage']);
  if (listed === 'missing') return 'missing';
  if (listed.code !== 0) return failed(listed);
  const files = new Map<string, TrackedFile>();
  for (const line of listed.stdout.split('\0')) {
    const [, mode, path] = /^(\d+) [0-9a-f]+ \d\t(.*)$/s.exec(line) ?? [];
    // In a merge that is not done yet a file has several lines.
    if (mode !== undefined && path !== undefined) files.set(path, { mode, path });
  }
  return [...files.values()];
}

async function add(folder: string, argv: readonly string[]): Promise<GitOutcome> {
  const where = await workTreeOf(folder);
  if (typeof where !== 'string') return where;
  if (where !== 'inside') return { state: where === 'missing' ? 'missing' : 'none' };
  const added = await git(folder, ['add', '--intent-to-add', ...argv]);
  if (added === 'missing') return { state: 'missing' };
  return added.code === 0 ? { state: 'added' } : failed(added);
}

/**
 * The commit that a work tree is at, with `-dirty` where a file that git knows was changed since: as Nix has it. Null where
 * there is none, or git does not say.
 */
export async function revisionOf(folder: string): Promise<string | null> {
  const head = await git(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  if (head === 'missing' || head.code !== 0) return null;
  // Without optional locks, nothing is written to somebody's repository.
  const changed = await git(folder, ['--no-optional-locks', 'status', '--porcelain', '--untracked-files=no']);
  if (changed === 'missing' || changed.code !== 0) return null;
  return head.stdout.trim() + (changed.stdout.trim() === '' ? '' : '-dirty');
}

interface GitEnd {
  /** Null: it could not be started, or did not end. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What was run, and how it ended. */
  readonly summary: string;
}

async function git(cwd: string, argv: readonly string[]): Promise<GitEnd | 'missing'> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !MISLEADING.includes(name)));
  const ended = await execa('git', argv, {
    cwd,
    env: { ...env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: TIMEOUT_MS,
  });
  if (ended.code === 'ENOENT') return 'missing';
  const { exitCode, stdout, stderr, shortMessage } = ended;
  return { code: exitCode ?? null, stdout, stderr, summary: shortMessage ?? `git ${argv.join(' ')}: ${stdout}` };
}

function failed({ stderr, summary }: GitEnd): Failed {
  return { state: 'failed', reason: 'git', detail: firstLine(stderr) || firstLine(summary) };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
