import { get as httpGetPlain, type IncomingMessage } from 'node:http';
import { get as httpGetTls } from 'node:https';
import { AppError, type Facts } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';

const MAX_REDIRECTS = 10;
/** From the start of a request to its response's head: name look-up, connection, TLS, the server's thinking. */
const ANSWER_TIMEOUT_MS = 30_000;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const OK = 200;

/** Why a download did not succeed. */
export type DownloadReason =
  | 'connect'
  | 'no-answer'
  | 'stalled'
  | 'early-end'
  | 'http-status'
  | 'redirects'
  | 'insecure-redirect'
  | 'no-length'
  | 'no-space';

export function downloadFailed(name: string, reason: DownloadReason, facts: Facts = {}, cause?: unknown): AppError {
  return new AppError('download-failed', { image: name, reason, ...facts }, { cause });
}

/** A URL as it may be shown: without user, password and query, in which there may be a key. */
export function shownUrl(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

/**
 * Requests a URL and follows redirects, but not from https to http. Resolves with the response of status 200, its body
 * unread and, unlike that of `fetch`, not decoded: a `Content-Encoding: gzip` that servers add to .gz files must not
 * make fetch decode it leniently. Throws `download-failed`.
 */
export async function httpGet(from: URL, name: string, signal: CancelSignal): Promise<IncomingMessage> {
  let url = from;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await answer(url, name, signal);
    const status = response.statusCode ?? 0;
    if (status === OK) return response;
    response.destroy();
    const next = REDIRECTS.includes(status) ? redirectTarget(url, response.headers.location) : null;
    if (next === null) throw downloadFailed(name, 'http-status', { status });
    if (next === 'insecure') throw downloadFailed(name, 'insecure-redirect', { from: url.origin });
    url = next;
  }
  throw downloadFailed(name, 'redirects');
}

/**
 * Where a redirect leads; null where nowhere, `insecure` where from https to anything else or to no web address at all.
 * User and password stay behind unless the address is a relative one, of the same server.
 */
export function redirectTarget(from: URL, location: string | undefined): URL | 'insecure' | null {
  if (location === undefined || !URL.canParse(location, from.href)) return null;
  const to = new URL(location, from);
  const safe = to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
  return safe ? to : 'insecure';
}

function answer(url: URL, name: string, signal: CancelSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const get: typeof httpGetPlain = url.protocol === 'https:' ? httpGetTls : httpGetPlain;
    const request = get(url, { agent: false, headers: { 'accept-encoding': 'identity', 'user-agent': 'nixberry' } });
    const timer = setTimeout(() => request.destroy(downloadFailed(name, 'no-answer')), ANSWER_TIMEOUT_MS);
    const cancel = (): void => void request.destroy(new AppError('cancelled'));
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    request.on('response', (response) => {
      settle();
      resolve(response);
    });
    request.on('error', (error) => {
      settle();
      reject(error instanceof AppError ? error : downloadFailed(name, 'connect', { detail: error.message }, error));
    });
  });
}
