import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  elevatedCommand,
  elevatedEnv,
  findElevation,
  type Elevation,
  type ElevationEnv,
} from '../../../src/node/elevate/ways.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NOWHERE = '/nonexistent';
const COMMAND = ['/usr/bin/node', '/opt/a folder; rm -rf $HOME/writer.cjs'] as const;

/** A folder with these programs in it. */
async function folderWith(...programs: string[]): Promise<string> {
  const folder = await tempFolder();
  for (const program of programs) await writeFile(path.join(folder, program), '', { mode: 0o755 });
  return folder;
}

function person(changes: Partial<ElevationEnv>): ElevationEnv {
  return {
    platform: 'linux',
    uid: 1000,
    path: NOWHERE,
    wrappers: NOWHERE,
    hasDesktop: false,
    hasTerminal: false,
    askpass: null,
    ...changes,
  };
}

describe('findElevation', () => {
  it.each([
    ['on a desktop', { hasDesktop: true, hasTerminal: false }, 'pkexec'],
    ['in a terminal of a desktop', { hasDesktop: true, hasTerminal: true }, 'pkexec'],
    ['in a terminal alone, as over ssh', { hasDesktop: false, hasTerminal: true }, 'sudo'],
    ['with neither', { hasDesktop: false, hasTerminal: false }, 'pkexec'],
  ] as const)('%s takes what can ask there', async (_name, where, expected) => {
    const folder = await folderWith('sudo', 'pkexec', 'run0');
    expect(findElevation(person({ ...where, path: folder }))).toEqual({
      way: expected,
      program: path.join(folder, expected),
    });
  });

  it.each([
    [['run0', 'sudo'], { hasDesktop: true }, 'run0'],
    [['run0', 'pkexec'], { hasTerminal: true }, 'run0'],
    [['pkexec'], { hasTerminal: true }, 'pkexec'],
    [['sudo'], { hasDesktop: true }, 'sudo'],
  ] as const)('with %s only takes the best of these', async (programs, where, expected) => {
    expect(findElevation(person({ ...where, path: await folderWith(...programs) }))?.way).toBe(expected);
  });

  it('needs nothing as root, whatever there is', async () => {
    expect(findElevation(person({ uid: 0, path: await folderWith('sudo') }))).toEqual({ way: 'root', program: null });
  });

  it('finds nothing where there is nothing', () => {
    expect(findElevation(person({}))).toBeNull();
    expect(findElevation(person({ path: '' }))).toBeNull();
  });

  it('looks among the setuid programs of NixOS first, though PATH has the plain ones', async () => {
    const [wrappers, plain] = [await folderWith('sudo'), await folderWith('sudo')];
    const env = person({ hasTerminal: true, wrappers, path: plain });
    expect(findElevation(env)?.program).toBe(path.join(wrappers, 'sudo'));
    expect(findElevation({ ...env, wrappers: NOWHERE })?.program).toBe(path.join(plain, 'sudo'));
  });

  it('takes the first of several folders, and neither a file that is no program nor a relative folder', async () => {
    const [none, first, second] = [await folderWith(), await folderWith('sudo'), await folderWith('sudo')];
    await writeFile(path.join(none, 'sudo'), '');
    await chmod(path.join(none, 'sudo'), 0o644);
    const env = person({ hasTerminal: true, path: ['.', 'bin', '', none, first, second].join(':') });
    expect(findElevation(env)).toEqual({ way: 'sudo', program: path.join(first, 'sudo') });
  });
});

describe('on a Mac', () => {
  const askpass = '/Applications/Nixberry.app/ask-password';

  it('sudo asks by a dialog where there is no terminal', async () => {
    const folder = await folderWith('sudo');
    const way = findElevation(person({ platform: 'darwin', path: folder, askpass }))!;
    expect(way).toEqual({ way: 'sudo', program: path.join(folder, 'sudo'), askpass });
    expect(elevatedCommand(way, COMMAND).slice(1)).toEqual([
      '--askpass',
      '--prompt=[nixberry] password for %u, to write the drive: ',
      '--',
      ...COMMAND,
    ]);
    expect(elevatedEnv(way)).toEqual({ SUDO_ASKPASS: askpass });
  });

  it('sudo asks in the terminal where there is one', async () => {
    const folder = await folderWith('sudo');
    const way = findElevation(person({ platform: 'darwin', path: folder, askpass, hasTerminal: true }))!;
    expect(way).toEqual({ way: 'sudo', program: path.join(folder, 'sudo') });
    expect(elevatedEnv(way)).toEqual({});
  });
});

it('on Windows the writer has the rights that Nixberry has', () => {
  const way = findElevation(person({ platform: 'win32', uid: null }))!;
  expect(way).toEqual({ way: 'inherited', program: null });
  expect(elevatedCommand(way, COMMAND)).toEqual([...COMMAND]);
});

describe('elevatedCommand', () => {
  it.each<readonly [Elevation, readonly string[]]>([
    [{ way: 'root', program: null }, [...COMMAND]],
    [{ way: 'pkexec', program: '/usr/bin/pkexec' }, ['/usr/bin/pkexec', ...COMMAND]],
    [
      { way: 'sudo', program: '/usr/bin/sudo' },
      ['/usr/bin/sudo', '--prompt=[nixberry] password for %u, to write the drive: ', '--', ...COMMAND],
    ],
    [{ way: 'run0', program: '/usr/bin/run0' }, ['/usr/bin/run0', '--pipe', '--background=', '--', ...COMMAND]],
  ])('%o keeps the command as it is, in an argv of its own', (elevation, expected) => {
    expect(elevatedCommand(elevation, COMMAND)).toEqual(expected);
  });
});
