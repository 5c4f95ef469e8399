import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import { checkMachines } from '../../../src/core/places/check.ts';
import { parseReport } from '../../../src/core/places/machine.ts';
import type { SshPort } from '../../../src/core/ssh/ports.ts';

const BIG = { user: 'ada', host: 'big', port: null, keyFile: null };
const KEY = { algorithm: 'ssh-ed25519', fingerprint: 'SHA256:abc', line: 'big ssh-ed25519 AAAA' };
const REPORT = [
  'kernel=Linux aarch64',
  'nix=nix (Nix) 2.24.10',
  'config.system=aarch64-linux',
  'store-path=/nix/store',
  'store-free-kib=40000000',
].join('\n');

/** A machine whose answers come one after the other: a report, or what goes wrong. */
function machine(...answers: readonly (string | AppError)[]) {
  const left = [...answers];
  const trust = vi.fn(() => Promise.resolve('/home/ada/.ssh/known_hosts'));
  const ssh = {
    run: () => {
      const answer = left.shift() ?? '';
      return answer instanceof AppError
        ? Promise.reject(answer)
        : Promise.resolve({ code: 0, stdout: answer, stderr: [] });
    },
    offeredKey: () => Promise.resolve(KEY),
    trust,
  } as unknown as SshPort;
  return { ssh, trust };
}

async function check(ssh: SshPort, known = true, more: { hostKeys?: string[]; byDaemon?: boolean } = {}) {
  const events: BuildEvent[] = [];
  const confirmHostKey = vi.fn(() => Promise.resolve(known));
  const checking = {
    ssh,
    confirmHostKey,
    signal: new AbortController().signal,
    emit: (event: BuildEvent) => void events.push(event),
    ...more,
  };
  const reports = await checkMachines([BIG], checking);
  return { reports, events, confirmHostKey };
}

describe('a look at a machine', () => {
  it('wants one of the keys that were given, even where another is known', async () => {
    const { reports } = await check(machine(REPORT).ssh, true, { hostKeys: ['SHA256:other', KEY.fingerprint] });
    expect(reports).toHaveLength(1);
    const refused = { code: 'remote-host-key-unknown', facts: { reason: 'not-given', fingerprint: KEY.fingerprint } };
    await expect(check(machine(REPORT).ssh, true, { hostKeys: ['SHA256:other'] })).rejects.toMatchObject(refused);
  });

  it('is a hint where the daemon goes there: nothing is asked, trusted or refused', async () => {
    const answers: readonly (readonly [AppError | string, string])[] = [
      [new AppError('remote-host-key-unknown'), 'key'],
      [new AppError('remote-login-refused'), 'login'],
      [new AppError('remote-timeout'), 'other'],
      ['kernel=Linux', 'nix'],
    ];
    for (const [answer, problem] of answers) {
      const { ssh, trust } = machine(answer);
      const { reports, events, confirmHostKey } = await check(ssh, true, { byDaemon: true });
      expect(events).toMatchObject([
        { code: 'builder-unchecked', facts: { place: 'ada@big', ssh: 'ada@big', problem } },
      ]);
      expect([reports, confirmHostKey.mock.calls, trust.mock.calls]).toEqual([[], [], []]);
    }
    expect((await check(machine(REPORT).ssh, true, { byDaemon: true })).reports).toHaveLength(1);
  });

  it('tells what it is, and nothing else when it is well', async () => {
    const { reports, events, confirmHostKey } = await check(machine(REPORT).ssh);
    expect(reports[0]).toMatchObject({
      nix: { version: '2.24.10', recent: true },
      config: { system: 'aarch64-linux' },
    });
    expect(events).toEqual([
      { type: 'machine', machine: 'ada@big', system: 'aarch64-linux', nix: '2.24.10', freeBytes: 40_960_000_000 },
    ]);
    expect(confirmHostKey).not.toHaveBeenCalled();
  });

  it('warns of an old Nix and of little room', async () => {
    const old = REPORT.replace('2.24.10', '2.8.0').replace('40000000', '1000');
    const { events } = await check(machine(old).ssh);
    expect(events.flatMap((event) => (event.type === 'note' ? event.code : []))).toEqual([
      'machine-nix-old',
      'machine-space-low',
    ]);
  });

  it('warns of a full home folder', async () => {
    const { events } = await check(machine(`${REPORT}\nstate-path=/home\nstate-free-kib=1000`).ssh);
    expect(events.at(-1)).toEqual({
      ...{ type: 'note', code: 'machine-home-full' },
      facts: { place: 'ada@big', path: '/home', freeBytes: 1_024_000 },
    });
  });

  it('takes a key that somebody knows, and looks again', async () => {
    const { ssh, trust } = machine(new AppError('remote-host-key-unknown', { place: 'ada@big' }), REPORT);
    const { confirmHostKey, events } = await check(ssh);
    expect(confirmHostKey).toHaveBeenCalledWith({ place: 'ada@big', key: KEY });
    expect(trust).toHaveBeenCalledWith(BIG, KEY);
    expect(events[0]).toMatchObject({ code: 'host-key-trusted', facts: { fingerprint: 'SHA256:abc' } });
  });

  it('trusts nothing that nobody knows', async () => {
    const { ssh, trust } = machine(new AppError('remote-host-key-unknown', { ssh: 'ada@big' }), REPORT);
    await expect(check(ssh, false)).rejects.toMatchObject({
      code: 'remote-host-key-unknown',
      facts: { ssh: 'ada@big', fingerprint: 'SHA256:abc' },
    });
    expect(trust).not.toHaveBeenCalled();
  });

  it('never asks about a key that has changed', async () => {
    const { ssh, trust } = machine(new AppError('remote-host-key-changed', {}), REPORT);
    await expect(check(ssh)).rejects.toMatchObject({ code: 'remote-host-key-changed' });
    expect(trust).not.toHaveBeenCalled();
  });

  it('says that there is no Nix', async () => {
    await expect(check(machine('kernel=Linux x86_64').ssh)).rejects.toMatchObject({ code: 'remote-nix-missing' });
  });
});

it('reads what a machine says even where it says nothing', () => {
  const nothing = { kernel: null, nix: null, config: null, store: null, state: null };
  expect(parseReport(BIG, '')).toEqual({ destination: BIG, ...nothing });
  expect(parseReport(BIG, 'nonsense\nstore-path=/x\nstore-free-kib=lots\nconfig={')).toEqual({
    destination: BIG,
    ...nothing,
  });
});
