import { describe, expect, it } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { remoteNix } from '../../../src/core/places/remote-nix.ts';
import { remoteRoots } from '../../../src/core/places/remote-roots.ts';
import { scriptFailure } from '../../../src/core/places/there.ts';
import type { RemoteScript, SshExit } from '../../../src/core/ssh/ports.ts';
import { scriptedHost } from '../../support/scripted-host.ts';
import { OTHER } from '../../support/scripted-ssh.ts';

const never = new AbortController().signal;

/** A machine on which this script ends like that. */
function other(script: RemoteScript, exit: Partial<SshExit>) {
  const host = scriptedHost();
  host.instead[script] = () => ({ code: 0, stdout: '', stderr: [], ...exit });
  return { ...host, nix: remoteNix(host.ssh, OTHER), roots: remoteRoots(host.ssh, OTHER) };
}

describe('remoteNix', () => {
  it('runs the programs of Nix', async () => {
    const { nix, calls } = other('nix', { code: 100, stdout: 'out\n', stderr: ['err'] });
    expect(await nix.run(['eval', ''], { signal: never })).toEqual({ code: 100, stdout: 'out\n', stderr: ['err'] });
    await nix.run(['--gc'], { signal: never, program: 'nix-store' });
    expect(calls.map(({ parameters }) => parameters)).toEqual([
      ['nix', 'eval', ''],
      ['nix-store', '--gc'],
    ]);
  });

  it('says what is missing, and what took too long', async () => {
    const { nix, instead } = other('nix', { code: 127 });
    await expect(nix.run([], { signal: never })).rejects.toMatchObject({ code: 'remote-nix-missing' });
    await expect(nix.run([], { signal: never, program: 'cachix' })).rejects.toMatchObject({
      ...{ code: 'cachix-missing', facts: { place: 'ada@other' } },
    });
    instead.nix = () => Promise.reject(new AppError('remote-timeout', { ms: 5 }));
    await expect(nix.run(['eval'], { signal: never, timeoutMs: 5 })).rejects.toMatchObject({
      code: 'nix-timeout',
      facts: { command: 'nix eval', ms: 5 },
    });
  });

  it('looks at files and folders', async () => {
    const file = other('look', { stdout: 'file 4096\n' }).nix;
    expect([await file.list('/a'), await file.bytes('/a')]).toEqual([null, 4096]);
    const folder = other('look', { stdout: 'folder\nsd-image\n.hidden\na b\n' }).nix;
    expect(await folder.list('/a')).toEqual(['.hidden', 'a b', 'sd-image']);
    await expect(folder.bytes('/a')).rejects.toMatchObject({ code: 'remote-failed' });
    expect(await other('look', { stdout: 'folder\n' }).nix.list('/a')).toEqual([]);
    const missing = other('look', { code: 1, stderr: ['/a: there is no such file'] }).nix;
    await expect(missing.list('/a')).rejects.toMatchObject({
      code: 'remote-failed',
      facts: { place: 'ada@other', script: 'look', detail: '/a: there is no such file' },
    });
  });

  it('reads texts and hashes', async () => {
    expect(await other('cat', { stdout: 'a\n' }).nix.readText('/a')).toBe('a\n');
    expect(await other('cat', { code: 1 }).nix.readText('/a')).toBeNull();
    expect(await other('sha256', { stdout: `${'0'.repeat(64)}\n` }).nix.sha256('/a', never)).toBe('0'.repeat(64));
    await expect(other('sha256', { code: 2 }).nix.sha256('/a', never)).rejects.toMatchObject({
      code: 'remote-failed',
      facts: { detail: 'exit code 2' },
    });
  });
});

it('takes no answer that cannot be', async () => {
  const senseless = { code: 'remote-failed', facts: { place: 'ada@other' } };
  for (const stdout of ['', 'x'.repeat(64), 'A'.repeat(64), `${'0'.repeat(64)} ../x`])
    await expect(other('sha256', { stdout }).nix.sha256('/a', never)).rejects.toMatchObject(senseless);
  for (const stdout of ['', 'file', 'file -1', 'file 99999999999999999999', 'file 1e3'])
    await expect(other('look', { stdout }).nix.bytes('/a')).rejects.toMatchObject(senseless);
});

describe('remoteRoots', () => {
  it('leaves no root behind that nobody knows of', async () => {
    const { roots, calls, instead } = other('probe', {});
    instead.keep = () => Promise.reject(new AppError('remote-timeout', { ms: 5 }));
    await expect(roots.keep('pi-1', '/nix/store/x')).rejects.toMatchObject({ code: 'remote-timeout' });
    expect(calls.map(({ script, parameters }) => [script, ...parameters])).toEqual([
      ['keep', 'pi-1', '/nix/store/x'],
      ['unkeep', 'pi-1'],
    ]);
  });

  it('keeps and lets go', async () => {
    const { roots, calls } = other('probe', {});
    await roots.keep('pi-1', '/nix/store/x');
    await roots.unkeep([]);
    await roots.unkeep(['pi-1', 'pi-2']);
    expect(calls).toEqual([
      { script: 'keep', parameters: ['pi-1', '/nix/store/x'] },
      { script: 'unkeep', parameters: ['pi-1', 'pi-2'] },
    ]);
  });

  it('fails with the words of the other machine', async () => {
    const { roots } = other('keep', { code: 1, stderr: ['error: path is not valid', ''] });
    await expect(roots.keep('pi', '/nix/store/x')).rejects.toMatchObject({
      code: 'remote-failed',
      facts: { detail: 'error: path is not valid' },
    });
  });
});

it('tells a full home folder from a full store', () => {
  const { ssh } = scriptedHost();
  const there = { ssh, destination: OTHER };
  const advice = (script: RemoteScript, line = 'write error: No space left on device'): string => {
    const { code, facts } = scriptFailure(there, script, { code: 1, stdout: '', stderr: [line] });
    expect(code).toBe('remote-full');
    return errorWords(code, facts).next;
  };
  expect(advice('receive')).not.toContain('nix-collect-garbage');
  const root = 'mkdir: /root/.local/state/nixberry/roots: No space left on device';
  expect(advice('keep', root)).not.toContain('nix-collect-garbage');
  expect(advice('keep')).toContain('nix-collect-garbage');
});
