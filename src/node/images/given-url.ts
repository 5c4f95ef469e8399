import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/errors/app-error.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { coalesced, STREAM_CHUNK_BYTES } from './coalesce.ts';
import type { UrlGiven } from './given.ts';
import { downloadFailed, httpGet, shownUrl } from './http-get.ts';

/** How long a server may send nothing while we wait for it. Time in which we do not read does not count. */
const STALL_TIMEOUT_MS = 60_000;

/** Requests an http(s) URL. The first `read` takes this response's body, every further one asks again. */
export async function openUrl(url: URL, signal: CancelSignal): Promise<UrlGiven> {
  const name = shownUrl(url);
  const opened = await httpGet(url, name, signal);
  const bytes = contentLength(opened);
  let unread: IncomingMessage | null = opened;

  async function* read(readSignal: CancelSignal): AsyncGenerator<Uint8Array> {
    const response = unread ?? (await httpGet(url, name, readSignal));
    unread = null;
    if (!isSameFile(opened, response)) {
      response.destroy();
      throw new AppError('image-changed', { image: name });
    }
    yield* coalesced(body(response, name, readSignal), STREAM_CHUNK_BYTES);
  }

  return {
    kind: 'url',
    name,
    bytes,
    endIsCertain: bytes !== null || opened.headers['transfer-encoding'] !== undefined,
    read,
    close: () => {
      unread?.destroy();
      return Promise.resolve();
    },
  };
}

function contentLength({ headers }: IncomingMessage): number | null {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : null;
}

/** As far as the server tells; the image that was looked at must be the one that is written. */
function isSameFile(first: IncomingMessage, now: IncomingMessage): boolean {
  return (['content-length', 'etag', 'last-modified'] as const).every(
    (header) => first.headers[header] === now.headers[header],
  );
}

async function* body(response: IncomingMessage, name: string, signal: CancelSignal): AsyncGenerator<Uint8Array> {
  let waiting = true;
  const watchdog = setTimeout(() => {
    if (waiting) response.destroy(downloadFailed(name, 'stalled'));
    else watchdog.refresh();
  }, STALL_TIMEOUT_MS);
  const cancel = (): void => void response.destroy();
  signal.addEventListener('abort', cancel);
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      waiting = false;
      yield chunk;
      waiting = true;
      watchdog.refresh();
    }
  } catch (thrown) {
    if (signal.aborted) return;
    throw thrown instanceof AppError ? thrown : downloadFailed(name, 'early-end', { detail: String(thrown) }, thrown);
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', cancel);
    response.destroy();
  }
  if (!response.complete && !signal.aborted) throw downloadFailed(name, 'early-end');
}
