import { describe, expect, it } from 'vitest';
import { errorWords } from '../../../src/cli/error-words.ts';
import { findingWords } from '../../../src/cli/doctor/doctor-report.ts';
import { INSTALL_NIX } from '../../../src/core/doctor/fixes.ts';
import type { NixPort } from '../../../src/core/nix/ports.ts';
import { machineFindings } from '../../../src/core/places/findings.ts';
import { parseReport } from '../../../src/core/places/machine.ts';

const BIG = { user: 'ada', host: 'big', port: null, keyFile: null };
const signal = new AbortController().signal;

/** Nix on the machine: its machines file, and what its store says of itself. */
function nix({ machines = '', store = 'Store URL: daemon\n' } = {}): NixPort {
  const readText = (): Promise<string> => Promise.resolve(machines);
  return { run: () => Promise.resolve({ code: 0, stdout: store, stderr: [] }), readText } as unknown as NixPort;
}

async function states(lines: readonly string[], port = nix()): Promise<Readonly<Record<string, string>>> {
  const report = parseReport(BIG, ['kernel=Linux x86_64', 'nix=nix (Nix) 2.24.10', ...lines].join('\n'));
  const findings = await machineFindings(report, port, signal);
  for (const one of findings) expect(findingWords(one)).not.toContain(`${one.id}:`);
  return Object.fromEntries(findings.map(({ id, state }) => [id, state]));
}

const X86 = 'config.system=x86_64-linux';

describe('what a machine can build', () => {
  it.each([
    [['config.system=aarch64-linux'], 'itself'],
    [[X86, 'config.extra-platforms=aarch64-linux'], 'emulated'],
    [[X86, 'config.builders=ssh-ng://arm aarch64-linux'], 'builders'],
    [[X86], 'cross'],
    [['config.system=riscv64-linux', 'config.builders=ssh-ng://big x86_64-linux'], 'cross'],
    [['config.system=riscv64-linux'], 'none'],
  ])('%j: %s', async (lines, state) => expect((await states(lines))['machine-arm']).toBe(state));

  it('is also what the builders of its file can', async () => {
    const found = await states(
      [X86, 'config.builders=@/etc/nix/machines'],
      nix({ machines: 'ssh://arm aarch64-linux' }),
    );
    expect(found['machine-arm']).toBe('builders');
  });
});

describe('the room on a machine', () => {
  const room = (kib: number): readonly string[] => ['store-path=/nix', `store-free-kib=${kib}`];

  it.each([
    [X86, 30e6, 'low'],
    [X86, 50e6, 'enough'],
    ['config.system=aarch64-linux', 30e6, 'enough'],
    ['config.system=aarch64-linux', 1e6, 'low'],
  ])('%s with %d KiB: %s', async (system, kib, state) =>
    expect((await states([system, ...room(kib)]))['machine-space']).toBe(state),
  );

  it('is wanted for what Nixberry keeps there, too', async () => {
    expect((await states([X86, 'state-path=/home', 'state-free-kib=1000']))['machine-home']).toBe('low');
    expect(await states([X86, 'state-path=/home', 'state-free-kib=1000000'])).not.toHaveProperty('machine-home');
  });
});

it.each([
  ['Store URL: daemon\nTrusted: 1\n', 'yes'],
  ['Store URL: daemon\nTrusted: 0\n', 'no'],
  ['Store URL: daemon\n', undefined],
  ['Store URL: local\n', undefined],
])('who is trusted there is as its daemon says: %j', async (store, state) =>
  expect((await states([X86], nix({ store })))['machine-trust']).toBe(state),
);

it('a machine without Nix gets the one line that installs it', async () => {
  const findings = await machineFindings(parseReport(BIG, 'kernel=Linux x86_64'), nix(), signal);
  expect(findings.find(({ id }) => id === 'machine-nix')?.fix).toBe(INSTALL_NIX);
  expect(errorWords('remote-nix-missing', { place: 'ada@big' }).next).toContain(`\`${INSTALL_NIX}\``);
  // `sh <(…)` is none of sh.
  expect(INSTALL_NIX).not.toContain('<(');
});
