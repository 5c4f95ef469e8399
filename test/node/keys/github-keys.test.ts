import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { githubKeys } from '../../../src/node/keys/github-keys.ts';
import { KEYS } from '../../core/spec/some-answers.ts';
import { appErrorOf } from '../../support/errors.ts';

/** A GitHub of our own. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const BARE = KEYS.ed25519.split(' ').slice(0, 2).join(' ');

test('the keys of an account say whose they are', async () => {
  const asked: (string | undefined)[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.url);
    response.end(`${BARE}\n${KEYS.nistp256}\n`);
  });
  const { keys, problems } = await githubKeys('ada-l', origin);
  expect(keys.map(({ text }) => text)).toEqual([`${BARE} ada-l@github`, `${KEYS.nistp256} ada-l@github`]);
  expect(problems).toEqual([]);
  expect(asked).toEqual(['/ada-l.keys']);
});

test('an account that was renamed is followed within GitHub', async () => {
  const origin = await serve((request, response) => {
    if (request.url === '/new.keys') response.end(BARE);
    else response.writeHead(301, { location: '/new.keys' }).end();
  });
  expect((await githubKeys('old', origin)).keys).toHaveLength(1);
});

test('nothing is fetched from elsewhere', async () => {
  let asked = 0;
  const other = await serve((_, response) => {
    asked += 1;
    response.end(BARE);
  });
  const origin = await serve((_, response) => response.writeHead(302, { location: `${other}/ada.keys` }).end());
  expect((await appErrorOf(githubKeys('ada', origin))).facts).toEqual({ user: 'ada', reason: 'answer' });
  expect(asked).toBe(0);
});

test.each<[string, RequestListener]>([
  ['not-found', (_, response) => response.writeHead(404).end('Not Found')],
  ['none', (_, response) => response.end('\n')],
  ['answer', (_, response) => response.writeHead(500).end()],
  ['answer', (_, response) => response.end('<html>Sign in to the Wi-Fi of this hotel</html>')],
  ['answer', (_, response) => response.end(`${BARE}\n`.repeat(10_000))],
  ['answer', (request, response) => response.writeHead(302, { location: request.url ?? '' }).end()],
  ['offline', (request) => request.socket.destroy()],
])('%s is told', async (reason, listener) => {
  const error = await appErrorOf(githubKeys('ada', await serve(listener)));
  expect([error.code, error.facts]).toEqual(['github-keys', { user: 'ada', reason }]);
});

test('a computer without a connection', async () => {
  // Port 1 of this computer: nobody listens there.
  expect((await appErrorOf(githubKeys('ada', 'http://127.0.0.1:1'))).facts.reason).toBe('offline');
});
