import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isDisplayDead } from '../../build/electron/display.mjs';
import { aboutDeadDisplay } from '../../build/electron/plan.mjs';

/** Of no display that anybody has. */
const NOBODY = ':65535';

/** A display as `ssh -X` makes it, and its name. */
async function forwarded(): Promise<{ readonly server: Server; readonly name: string }> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, name: `127.0.0.1:${address.port - 6000}.0` };
}

describe('a display', () => {
  it('is not dead when somebody answers', async () => {
    const { name } = await forwarded();
    expect(await isDisplayDead('linux', { DISPLAY: name })).toBe(false);
  });

  it('is dead when nobody does', async () => {
    const { server, name } = await forwarded();
    await new Promise((resolve) => server.close(resolve));
    expect(await isDisplayDead('linux', { DISPLAY: name })).toBe(true);
    for (const DISPLAY of [NOBODY, `${NOBODY}.0`, `unix${NOBODY}`])
      expect(await isDisplayDead('linux', { DISPLAY })).toBe(true);
  });

  it('is not called dead when there is another way to a window, or its name says nothing to us', async () => {
    expect(await isDisplayDead('linux', { DISPLAY: NOBODY, WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
    expect(await isDisplayDead('darwin', { DISPLAY: NOBODY })).toBe(false);
    for (const DISPLAY of ['here', '/run/x:0', 'far:65535'])
      expect(await isDisplayDead('linux', { DISPLAY })).toBe(false);
  });

  it('that is dead is told of with the way to the demo, and to the window', () => {
    expect(aboutDeadDisplay(':77').join('\n')).toMatch(/:77 .*does not answer.*\n.*npx nixberry demo\n.*xvfb-run/);
  });
});
