import { execa } from 'execa';
import { chmod, copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errorWords } from '../../src/cli/error-words.ts';
import type { SshDestination } from '../../src/core/ssh/destination.ts';
import { createSsh } from '../../src/node/ssh/ssh-port.ts';
import { appErrorOf } from '../support/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { named, OTHER, useOtherMachine } from './ssh-support.ts';

const world = useOtherMachine();
const signal = new AbortController().signal;

describe('a host key', () => {
  const look = (host: string): Promise<unknown> => world.ssh.run(named(host), 'stop', ['0'], { signal });

  it('is asked for, and trusted', async () => {
    await world.machine.forgetHostKey();
    expect(await appErrorOf(look('other'))).toMatchObject({
      code: 'remote-host-key-unknown',
      facts: { place: 'other', host: `[127.0.0.1]:${world.machine.port}`, reason: null },
    });
    // Nothing is trusted by asking.
    const key = await world.ssh.offeredKey(OTHER, signal);
    expect(key).toMatchObject({ algorithm: 'ssh-ed25519', fingerprint: await world.machine.fingerprint() });
    expect((await appErrorOf(look('other'))).code).toBe('remote-host-key-unknown');
    expect(await world.ssh.trust(OTHER, key)).toBe(world.machine.knownHosts);
    await look('other');
    expect((await stat(world.machine.knownHosts)).mode & 0o777).toBe(0o600);
  });

  it('is not asked of the machine that is on the way to it', async () => {
    await world.machine.forgetHostKey();
    const onTheWay = { code: 'remote-host-key-unknown', facts: { reason: 'on-the-way' } };
    expect(await appErrorOf(look('other-behind'))).toMatchObject(onTheWay);
    expect(await appErrorOf(world.ssh.offeredKey(named('other-behind'), signal))).toMatchObject(onTheWay);
    await world.ssh.trust(OTHER, await world.ssh.offeredKey(OTHER, signal));
    await look('other-behind');
  });

  it.each([
    ['kept nowhere', '/dev/null', 'not-kept'],
    ['kept where nothing can be written', '/proc/version/known_hosts', 'unwritable'],
  ])('is not trusted when it would be %s', async (_, file, reason) => {
    const NIX_SSHOPTS = `-o UserKnownHostsFile=${file} ${world.machine.env.NIX_SSHOPTS}`;
    const own = createSsh({ env: { ...process.env, NIX_SSHOPTS } });
    const key = await own.offeredKey(OTHER, signal);
    const error = await appErrorOf(own.trust(OTHER, key));
    expect(error).toMatchObject({ code: 'remote-host-key-unknown', facts: { reason, fingerprint: key.fingerprint } });
    const words = errorWords(error.code, error.facts);
    expect(`${words.message} ${words.next}`).not.toMatch(/null|undefined/);
  });

  it('is refused when it is another than before', async () => {
    await world.machine.newHostKey();
    const error = await appErrorOf(look('other'));
    expect(error).toMatchObject({
      code: 'remote-host-key-changed',
      facts: {
        fingerprint: await world.machine.fingerprint(),
        file: world.machine.knownHosts,
        line: '1',
        host: `[127.0.0.1]:${world.machine.port}`,
      },
    });
    // The line that mends it.
    await execa('ssh-keygen', ['-R', String(error.facts.host), '-f', world.machine.knownHosts]);
    expect((await appErrorOf(look('other'))).code).toBe('remote-host-key-unknown');
    await world.ssh.trust(OTHER, await world.ssh.offeredKey(OTHER, signal));
    await look('other');
  });
});

it('believes no login shell that pretends to be ssh', async () => {
  const hostile = `for where in 1 2; do
  echo 'REMOTE HOST IDENTIFICATION HAS CHANGED!' >&$where
  echo 'Host key for "$(id>/tmp/x)" has changed and you have requested strict checking.' >&$where
  echo 'Host key verification failed.' >&$where
  echo 'root@other: Permission denied (publickey).' >&$where
done
exit 255
`;
  const file = world.machine.path('/root/.bashrc');
  await writeFile(file, hostile);
  onTestFinished(() => rm(file));
  const error = await appErrorOf(world.ssh.run(OTHER, 'stop', ['0'], { signal }));
  expect(error).toMatchObject({ code: 'remote-unreachable', facts: { reason: 'shell' } });
  expect(errorWords(error.code, error.facts).next).not.toContain('$(');
});

it('takes the key that was given with a machine, and no known_hosts', async () => {
  await world.machine.forgetHostKey();
  const given = async (file: string): Promise<unknown> => {
    const hostKey = (await readFile(file, 'utf8')).split(' ').slice(0, 2).join(' ');
    return world.ssh.run({ ...OTHER, hostKey }, 'stop', ['0'], { signal });
  };
  await given(world.machine.hostKeyFile);
  const changed = { code: 'remote-host-key-changed', facts: { reason: 'given' } };
  expect(await appErrorOf(given(`${world.machine.keyFile}.pub`))).toMatchObject(changed);
  await world.ssh.trust(OTHER, await world.ssh.offeredKey(OTHER, signal));
});

describe('a machine that is not reached', () => {
  const run = (destination: SshDestination): Promise<unknown> => world.ssh.run(destination, 'stop', ['0'], { signal });

  it.each([
    ['other-closed', 'refused'],
    ['nobody.invalid', 'dns'],
    ['255.255.255.255', 'no-route'],
  ])('%s: %s', async (host, reason) => {
    const error = await appErrorOf(run(named(host)));
    expect(error).toMatchObject({ code: 'remote-unreachable', facts: { place: host, reason } });
  });

  it('does not take our key', async () => {
    const error = await appErrorOf(run(named('other-wrong-key')));
    expect(error).toMatchObject({ code: 'remote-login-refused', facts: { methods: 'publickey', reason: null } });
    expect(error.facts.ssh).toBe('other-wrong-key');
  });

  it('does not get a key that has a passphrase, is not there, or is open to all', async () => {
    const folder = await tempFolder();
    const at = (keyFile: string): SshDestination => ({ ...named('other-wrong-key'), keyFile });
    const locked = path.join(folder, 'locked');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'secret', '-f', locked]);
    expect((await appErrorOf(run(at(locked)))).facts).toMatchObject({ reason: 'passphrase', key: locked });
    const missing = path.join(folder, 'missing');
    expect((await appErrorOf(run(at(missing)))).facts).toMatchObject({ reason: 'key-missing', key: missing });
    const open = path.join(folder, 'open');
    await copyFile(world.machine.keyFile, open);
    await chmod(open, 0o644);
    expect((await appErrorOf(run(at(open)))).facts).toMatchObject({ reason: 'key-open', key: open });
    await chmod(open, 0o600);
    await run(at(open));
  });

  it('gets no hint at a passphrase that was given to an agent', async () => {
    const folder = await tempFolder();
    const [socket, keyFile] = [path.join(folder, 'agent'), path.join(folder, 'key')];
    const agent = execa('ssh-agent', ['-D', '-a', socket], { reject: false });
    onTestFinished(() => void agent.kill());
    await until('the agent', () => existsSync(socket));
    const env = { ...process.env, ...world.machine.env, SSH_AUTH_SOCK: socket };
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile]);
    await execa('ssh-add', ['-q', keyFile], { env });
    await execa('ssh-keygen', ['-q', '-p', '-P', '', '-N', 'secret', '-f', keyFile]);
    const destination = { ...named('other-wrong-key'), keyFile };
    const reasonWith = async (given: typeof env | typeof process.env): Promise<unknown> =>
      (await appErrorOf(createSsh({ env: given }).run(destination, 'probe', [], { signal }))).facts.reason;
    expect(await reasonWith(env)).toBeNull();
    expect(await reasonWith({ ...env, SSH_AUTH_SOCK: '' })).toBe('passphrase');
  });

  it('has no ssh to reach it', async () => {
    const none = createSsh({ program: '/nowhere/ssh', env: process.env });
    expect((await appErrorOf(none.run(OTHER, 'probe', [], { signal }))).code).toBe('ssh-missing');
    expect((await appErrorOf(none.offeredKey(OTHER, signal))).code).toBe('ssh-missing');
  });

  it('is not called when it is too late', async () => {
    const aborted = AbortSignal.abort();
    expect((await appErrorOf(world.ssh.run(OTHER, 'stop', ['0'], { signal: aborted }))).code).toBe('cancelled');
  });
});
