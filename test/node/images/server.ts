import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server on this computer for the tests of a file: `route` adds a path and returns its URL. */
export function testServer(): { route: (path: string, answer: Answer) => string } {
  const routes = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const answer = routes.get((request.url ?? '').replace(/\?.*$/, ''));
    if (answer) answer(request, response);
    else response.writeHead(404).end('not here');
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    route: (path, answer) => {
      routes.set(path, answer);
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
    },
  };
}

/** The whole of some bytes, with their length. */
export function whole(bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(200, { 'content-length': bytes.length, ...headers }).end(bytes);
}
