import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REMOTE_SCRIPTS } from '../../../src/core/ssh/ports.ts';
import { chunksOf } from '../../../src/core/nix/built-here.ts';
import { encodeScript, MARKER, scriptCommand, scriptsFolder } from '../../../src/node/ssh/script.ts';

/** What sshd does: the account's login shell gets the command as one word. */
const SHELLS = ['sh', 'bash', 'dash', 'zsh', 'fish', 'tcsh', 'csh', 'ksh', 'mksh', 'busybox'].filter((name) =>
  ['/bin', '/usr/bin', '/usr/local/bin'].some((folder) => existsSync(`${folder}/${name}`)),
);
const SHOW = 'for one; do printf "%s\\0" "$one"; done';

async function parametersIn(shell: string, parameters: readonly string[], script = SHOW): Promise<readonly string[]> {
  const argv = shell === 'busybox' ? ['sh'] : [];
  const { stdout } = await execa(shell, [...argv, '-c', encodeScript(script, parameters)], {
    stripFinalNewline: false,
  });
  expect(stdout.startsWith(MARKER)).toBe(true);
  return stdout.slice(MARKER.length).split('\0').slice(0, -1);
}

const HOSTILE = [
  '',
  ' ',
  "it's",
  "'",
  "''",
  '"',
  'line\nfeed',
  '\n',
  'ends with one\n',
  'back\\slash \\n \\\\',
  '\\',
  '$HOME ${HOME} $(id) `id`',
  '!! !x ^a^b',
  '-e',
  '--',
  '*?[a]~{a,b}',
  ';&|<>()#%',
  '🌿 größe \u202e',
  '\r\t\u0001\u007f',
];

describe.each(SHELLS)('a script for the login shell %s', (shell) => {
  it('gets its parameters as they are', async () => {
    expect(await parametersIn(shell, HOSTILE)).toEqual(HOSTILE);
    expect(await parametersIn(shell, [])).toEqual([]);
  });

  it('has its stdin for itself', async () => {
    const command = encodeScript('cat', []);
    const argv = [...(shell === 'busybox' ? ['sh'] : []), '-c', command];
    expect((await execa(shell, argv, { input: 'the input' })).stdout).toBe(`${MARKER}the input`);
  });
});

describe('a command', () => {
  it('brings any text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((one) => !one.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (parameters) => {
        expect(await parametersIn('sh', parameters)).toEqual(parameters);
      }),
      { numRuns: 50 },
    );
  });

  it('ends as the script does', async () => {
    const { exitCode } = await execa('sh', ['-c', encodeScript('exit "$1"', ['42'])], { reject: false });
    expect(exitCode).toBe(42);
  });

  it('refuses what cannot be sent', () => {
    expect(() => encodeScript('', ['a\0b'])).toThrow('NUL');
    const tooLong = expect.objectContaining({ code: 'remote-too-long' }) as Error;
    expect(() => encodeScript('', ['x'.repeat(100_000)])).toThrow(tooLong);
    expect(() => encodeScript('', ['x'.repeat(24_000)], 'win32')).toThrow(tooLong);
    expect(() => encodeScript('', ['x'.repeat(80_000)])).not.toThrow();
  });

  it('has room for a chunk of what is pushed, on Windows, too', async () => {
    const texts = await Promise.all(
      ['path', 'state', 'nix'].map((name) => readFile(`assets/remote/${name}.sh`, 'utf8')),
    );
    const paths = Array.from({ length: 3000 }, (_, index) => `/nix/store/${'x'.repeat(32)}-a${index}`);
    for (const chunk of chunksOf(paths))
      expect(() => encodeScript(texts.join('\n'), ['nix', 'path-info', ...chunk], 'win32')).not.toThrow();
  });

  it.each(REMOTE_SCRIPTS)('is there for the script %s, with room for its parameters', async (name) => {
    expect((await scriptCommand(scriptsFolder(), name, ['one'])).length).toBeLessThan(32_000);
  });
});
