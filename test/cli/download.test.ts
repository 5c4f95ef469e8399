import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { useCli } from './run-cli.ts';

const cli = useCli();

test('a download that is not there says so', async () => {
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pi.img`;
  const { code, stdout, stderr } = await cli.run(['flash', url, '--to', path.join(await tempFolder(), 'card.img')]);
  expect({ code, stdout }).toEqual({ code: 9, stdout: '' });
  expect(stderr).toContain(`Error: ${url} could not be downloaded: the server answered with status 404 (not found).\n`);
});
