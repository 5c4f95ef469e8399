import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { testImage } from '../support/test-image.ts';

const ANNOUNCED_BYTES = 64 << 20;
const SENT_BYTES = 5 << 20;

/** A server that sends a part of an image and then nothing more: a job that is sure to be running. */
export async function endlessDownload(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': ANNOUNCED_BYTES });
    response.write(testImage(SENT_BYTES));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/image.img`;
}
