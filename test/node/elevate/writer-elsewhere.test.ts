import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ElevationEnv } from '../../../src/node/elevate/ways.ts';
import { writerPort } from '../../../src/node/elevate/writer-port.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const never = new AbortController().signal;

const NOBODY: ElevationEnv = {
  platform: 'linux',
  uid: null,
  path: '',
  wrappers: '',
  hasDesktop: false,
  hasTerminal: false,
  askpass: null,
};

/** A writer that does nothing but say whether it is root. */
function saying(root: boolean): () => [string, ...string[]] {
  const ready = JSON.stringify({ type: 'ready', version: 1, root });
  return () => ['/bin/sh', '-c', `echo '${ready}'; cat > /dev/null`];
}

describe('on Windows, with the rights that Nixberry has', () => {
  const windows: ElevationEnv = { ...NOBODY, platform: 'win32' };

  it('no drive is written when it was started without an administrator’s', async () => {
    const port = writerPort(windows, saying(false));
    const error = await appErrorOf(port.start({ elevate: true, signal: never }));
    expect(error).toMatchObject({ code: 'not-authorised', facts: { reason: 'not-elevated' } });
  });

  it.each([
    ['a drive as an administrator', true, true],
    ['a virtual card as anybody', false, false],
  ])('the writer starts for %s', async (_name, elevate, root) => {
    const session = await writerPort(windows, saying(root)).start({ elevate, signal: never });
    session.close();
    await session.exited;
  });
});

describe('on a Mac without a terminal', () => {
  /** What sudo does with `--askpass`: runs that program with its question and reads the password from it. */
  const SUDO = `[ "$1" = --askpass ] && [ "$("$SUDO_ASKPASS" "\${2#--prompt=}")" = password ] || exit 1
while [ "$1" != -- ]; do shift; done; shift; exec "$@"`;

  async function mac(password: string): Promise<{ readonly env: ElevationEnv; readonly asked: string }> {
    const folder = await tempFolder();
    const asked = path.join(folder, 'asked');
    const askpass = path.join(folder, 'ask password');
    await writeFile(askpass, `#!/bin/sh\nprintf %s "$1" > '${asked}'\necho ${password}\n`);
    await writeFile(path.join(folder, 'sudo'), `#!/bin/sh\n${SUDO}\n`);
    for (const program of [askpass, path.join(folder, 'sudo')]) await chmod(program, 0o755);
    return { env: { ...NOBODY, platform: 'darwin', uid: 501, path: folder, askpass }, asked };
  }

  it('sudo gets the password from the dialog, and nobody else', async () => {
    const { env, asked } = await mac('password');
    const session = await writerPort(env, saying(true)).start({ elevate: true, signal: never });
    expect(await readFile(asked, 'utf8')).toContain('password for');
    session.close();
    await session.exited;
  });

  it('nothing starts with a wrong one', async () => {
    const { env } = await mac('wrong');
    const error = await appErrorOf(writerPort(env, saying(true)).start({ elevate: true, signal: never }));
    expect(error).toMatchObject({ code: 'not-authorised', facts: { way: 'sudo', reason: 'denied' } });
  });
});
