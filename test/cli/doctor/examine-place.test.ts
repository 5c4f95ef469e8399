import { describe, expect, it } from 'vitest';
import { findingWords } from '../../../src/cli/doctor/doctor-report.ts';
import { examinePlace, type Examination } from '../../../src/cli/doctor/examine-place.ts';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import type { SshPort } from '../../../src/core/ssh/ports.ts';
import { fakeTerminal } from '../fake-terminal.ts';

const REPORT = 'kernel=Linux aarch64\nnix=nix (Nix) 2.24.10\nconfig.system=aarch64-linux\n';
const STORE = 'Store URL: daemon\nTrusted: 0\n';

/** Machines that answer, but for those that end like this. */
function ssh(failing: Readonly<Record<string, AppError>>): SshPort {
  const run: SshPort['run'] = ({ host }, script) => {
    const failure = failing[host];
    if (failure) return Promise.reject(failure);
    return Promise.resolve({ code: 0, stdout: script === 'probe' ? REPORT : STORE, stderr: [] });
  };
  return { run } as unknown as SshPort;
}

/** Nix on this computer, which has no daemon. */
const nix = { run: () => Promise.resolve({ code: 0, stdout: 'Store URL: local\n', stderr: [] }) } as unknown as NixPort;

const examine = (place: string, failing: Readonly<Record<string, AppError>>): Promise<Examination> =>
  examinePlace({ terminal: fakeTerminal(), signal: new AbortController().signal }, place, [], {
    ...{ nix, ssh: ssh(failing) },
  });

describe('a place that is examined', () => {
  it('has what its machine says of itself', async () => {
    const { findings, exitCode } = await examine('host:ada@arm', {});
    expect(exitCode).toBe(0);
    expect(findings.map(({ id, state }) => `${id} ${state}`)).toEqual([
      ...['machine reached', 'machine-nix found', 'machine-arm itself', 'machine-trust no'],
    ]);
  });

  it('tells of the machines that are there when one is not, and ends with 9', async () => {
    const gone = new AppError('remote-unreachable', { place: 'gone', ssh: 'gone', reason: 'refused', detail: null });
    const { findings, exitCode } = await examine('builders:ssh-ng://gone; ssh-ng://arm', { gone });
    expect(exitCode).toBe(9);
    expect(findings.map(({ id, state }) => `${id} ${state}`).slice(0, 2)).toEqual([
      ...['machine unreachable', 'machine reached'],
    ]);
    expect(findings.slice(0, 1)).toMatchObject([
      { ...{ id: 'machine', state: 'unreachable', level: 'problem' }, facts: { machine: 'gone', error: gone.code } },
    ]);
    expect(findings.map(findingWords)[0]).toMatch(/^gone cannot be reached: .*no ssh server listens.* Start it/);
  });

  it.each(['cancelled', 'ssh-missing'] as const)('%s is no finding of a machine', async (code) =>
    expect(examine('host:arm', { arm: new AppError(code) })).rejects.toMatchObject({ code }),
  );
});
