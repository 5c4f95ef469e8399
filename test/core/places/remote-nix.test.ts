import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { remoteNix } from '../../../src/core/places/remote-nix.ts';
import { remoteRoots } from '../../../src/core/places/remote-roots.ts';
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
    await expect(nix.run([], { signal: never, program: 'cachix' })).rejects.toMatchObject({ code: 'cachix-missing' });
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

describe('remoteRoots', () => {
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
