import { AppError } from '../../core/errors/app-error.ts';
import { describeKeys, type DescribedKeys } from './describe-keys.ts';

const ORIGIN = 'https://github.com';
const ANSWER_MS = 15_000;
const MAX_BYTES = 256 << 10;
/** A renamed account leads on to its new name. */
const MAX_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const NOT_FOUND = 404;

export type GithubReason = 'offline' | 'no-answer' | 'not-found' | 'none' | 'answer';

/**
 * The public keys that somebody has at GitHub, which gives them out to everybody at `https://github.com/USER.keys`. Each
 * gets a comment that says whose it is, since there they have none. Throws AppError `github-keys`.
 */
export async function githubKeys(user: string, origin: string = ORIGIN): Promise<DescribedKeys> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    const text = await body(user, await answer(user, new URL(`/${encodeURIComponent(user)}.keys`, origin), signal));
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0) throw failed(user, 'none');
    const described = describeKeys(lines.map((line) => `${line.trim()} ${user}@github`).join('\n'));
    if (described.keys.length === 0) throw failed(user, 'answer');
    return described;
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw failed(user, signal.aborted ? 'no-answer' : 'offline', thrown);
  }
}

async function answer(user: string, from: URL, signal: AbortSignal): Promise<Response> {
  let url = from;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(url, { signal, redirect: 'manual', headers: { 'user-agent': 'nixberry' } });
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status === NOT_FOUND) throw failed(user, 'not-found');
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null || !URL.canParse(location, url.href)) break;
    url = new URL(location, url);
    // Whoever answers elsewhere (a sign-in page of a hotel, say) does not speak for GitHub.
    if (url.origin !== from.origin) break;
  }
  throw failed(user, 'answer');
}

async function body(user: string, { body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw failed(user, 'answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failed(user: string, reason: GithubReason, cause?: unknown): AppError {
  return new AppError('github-keys', { user, reason }, { cause });
}
