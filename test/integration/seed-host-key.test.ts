import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { addLine, knownHostNames, knownHostsLine, removeLines } from '../../src/core/seed/known-hosts.ts';
import { describeHostKey, newHostKey } from '../../src/node/seed/host-key.ts';
import { changeKnownHosts } from '../../src/node/seed/known-hosts-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ID = '0123456789abcdef';
const RUN_MS = 60_000;

/** A new host key in a file, as the Pi's first boot puts it there. */
async function hostKey(comment = 'root@barn'): Promise<{ readonly file: string; readonly text: string }> {
  const file = path.join(await tempFolder(), 'ssh_host_ed25519_key');
  const text = await newHostKey(comment);
  await writeFile(file, text, { mode: 0o600 });
  return { file, text };
}

const keygen = async (...argv: readonly string[]): Promise<string> =>
  (await execa('ssh-keygen', argv, { timeout: RUN_MS })).stdout;

describe('a host key that ssh-keygen reads', () => {
  // The comment decides how much padding there is.
  it.each(['', ...Array.from({ length: 9 }, (_, at) => `root@${'b'.repeat(at + 1)}`)])(
    'has the public key and the comment %j',
    async (comment) => {
      const { file, text } = await hostKey(comment);
      expect(await keygen('-y', '-P', '', '-f', file)).toBe(`${describeHostKey(text).publicKey} ${comment}`.trimEnd());
    },
  );

  it('has the fingerprint that it shows', async () => {
    const { file, text } = await hostKey();
    expect(await keygen('-l', '-f', file)).toBe(`256 ${describeHostKey(text).fingerprint} root@barn (ED25519)`);
  });

  it('is what it writes itself', async () => {
    const { file, text } = await hostKey();
    const other = path.join(path.dirname(file), 'other');
    await keygen('-q', '-t', 'ed25519', '-N', '', '-C', 'root@barn', '-f', other);
    const theirs = await readFile(other, 'utf8');
    expect(theirs.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
    expect(describeHostKey(theirs).publicKey).toBe(
      await keygen('-y', '-f', other).then((line) => line.replace(/ root@barn$/, '')),
    );
  });
});

describe('a card that is trusted before its first boot', () => {
  it('is reached without a question, by the names of the line and by no other', async () => {
    const { file, text } = await hostKey();
    const known = path.join(path.dirname(file), 'known_hosts');
    const { publicKey } = describeHostKey(text);
    const connect = await machineWith(file, known);
    expect(await connect('barn.local')).toMatch(NOT_TRUSTED);

    const line = knownHostsLine(knownHostNames('barn'), publicKey, ID);
    expect(await changeKnownHosts(known, (before) => addLine(before, line))).toBe(true);
    expect(await keygen('-F', 'barn', '-f', known)).toContain(publicKey);
    for (const name of ['barn.local', 'barn', 'BARN']) expect(await connect(name)).toMatch(TRUSTED);
    for (const name of ['shed', 'barn.local.example', 'arn']) expect(await connect(name)).toMatch(NOT_TRUSTED);

    expect(await changeKnownHosts(known, (before) => removeLines(before, 'barn').text)).toBe(true);
    expect(await connect('barn.local')).toMatch(NOT_TRUSTED);
    expect(await readFile(known, 'utf8')).toBe('');
  });

  it('is not taken for the card that had its name before', async () => {
    const [old, now] = [await hostKey(), await hostKey()];
    const known = path.join(path.dirname(now.file), 'known_hosts');
    for (const { text } of [old, now]) {
      const line = knownHostsLine(knownHostNames('barn'), describeHostKey(text).publicKey, ID);
      await changeKnownHosts(known, (before) => addLine(before, line));
    }
    expect(await (await machineWith(now.file, known))('barn')).toMatch(TRUSTED);
    expect(await (await machineWith(old.file, known))('barn')).toMatch(NOT_TRUSTED);
  });
});

/** The key was right, and nobody may log in. */
const TRUSTED = /Permission denied/;
const NOT_TRUSTED = /Host key verification failed/;

/** A real sshd with this host key, without a port; resolves to what ssh says on the way to it. */
async function machineWith(keyFile: string, knownHosts: string): Promise<(name: string) => Promise<string>> {
  const folder = path.dirname(keyFile);
  const config = path.join(folder, 'sshd_config');
  const start = path.join(folder, 'start-sshd');
  await mkdir(path.join(folder, 'run'), { recursive: true });
  await writeFile(config, `HostKey ${keyFile}\nPidFile none\nUsePAM no\nPasswordAuthentication no\n`);
  // It wants a folder of root's in /run, which only a system that has started sshd has.
  const script = `mount -t tmpfs none /run && mkdir -m 0755 /run/sshd && exec /usr/sbin/sshd -i -f '${config}'`;
  await writeFile(start, `#!/bin/sh\nexec unshare --mount --propagation private sh -c "${script}"\n`);
  await chmod(start, 0o755);
  const options = {
    ProxyCommand: start,
    UserKnownHostsFile: knownHosts,
    GlobalKnownHostsFile: '/dev/null',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    BatchMode: 'yes',
    IdentityAgent: 'none',
    IdentityFile: 'none',
  };
  return async (name) => {
    const argv = Object.entries(options).flatMap(([option, value]) => ['-o', `${option}=${value}`]);
    const ended = await execa('ssh', ['-F', 'none', ...argv, '-l', 'nobody', name], { reject: false, timeout: RUN_MS });
    return ended.stderr;
  };
}
