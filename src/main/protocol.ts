import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { CONTENT_SECURITY_POLICY } from './security/policy.ts';

/** Our own scheme: a page from `file://` could read every file of this person (checklist 18). */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://nixberry`;
export const PAGE_URL = `${ORIGIN}/index.html`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Before the app is ready, as Electron wants it: `standard` gives the page an origin, `secure` what only secure pages have. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the files of `folder`, and nothing else, each with the policy as a header. */
export function serveFrom(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const file = fileOf(folder, request.url);
    const type = file === null ? undefined : TYPES[extname(file)];
    if (file === null || type === undefined) return new Response(null, { status: 404 });
    const body = await readFile(file).catch(() => null);
    if (body === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        // Checklist 7.
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  });
}

/** The file behind a URL; null for another host, and for what leads out of the folder. */
export function fileOf(folder: string, url: string): string | null {
  let path: string;
  try {
    const { host, pathname } = new URL(url);
    if (host !== new URL(ORIGIN).host) return null;
    path = normalize(join(folder, decodeURIComponent(pathname)));
  } catch {
    return null;
  }
  return path.startsWith(folder + sep) ? path : null;
}
