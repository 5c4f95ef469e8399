// Whether an X display answers: what Chromium says of one that does not helps nobody.
import { once } from 'node:events';
import { connect } from 'node:net';

const ANSWER_MS = 2000;
/** Of X over TCP, as `ssh -X` makes it: this and the display's number. */
const FIRST_PORT = 6000;

/**
 * Whether the window would have to be on an X display, and that does not answer. False for what we cannot judge.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>}
 */
export async function isDisplayDead(platform, { DISPLAY, WAYLAND_DISPLAY }) {
  if (platform !== 'linux' || WAYLAND_DISPLAY) return false;
  const address = addressOf(DISPLAY ?? '');
  if (address === null) return false;
  const socket = connect(address);
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ANSWER_MS) });
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}

/**
 * Where this display listens (X(7), "Display names"); null for a name that is none.
 * @param {string} display
 * @returns {{ path: string } | { host: string, port: number } | null}
 */
function addressOf(display) {
  const [, host, number] = /^([\w.-]*):(\d+)(?:\.\d+)?$/.exec(display) ?? [];
  if (host === undefined || number === undefined) return null;
  if (host === '' || host === 'unix') return { path: `/tmp/.X11-unix/X${number}` };
  const port = FIRST_PORT + Number(number);
  return port > 0xffff ? null : { host, port };
}
