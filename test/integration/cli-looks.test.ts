import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, useCli } from '../cli/run-cli.ts';
import { makeTempFolder } from '../../src/cli/in-temp-folder.ts';
import { formatProject } from '../../src/core/projects/project-text.ts';
import { DEFAULT_RELEASE } from '../../src/core/spec/releases.ts';
import { startOtherMachine, type OtherMachine } from './other-machine.ts';
import { makePlacesFlake, nixberryEnv, withoutNix } from './places-support.ts';

/** Longer than any run waits here for something, on a computer that has other things to do. */
const LEAVE_MS = 150_000;

const cli = useCli(LEAVE_MS);
let other: OtherMachine;
let flake: Awaited<ReturnType<typeof makePlacesFlake>>;
let work: string;
beforeAll(async () => {
  other = await startOtherMachine();
  flake = await makePlacesFlake(24);
  work = await makeTempFolder();
});
afterAll(async () => {
  await other.stop();
  await flake.remove();
  await rm(work, { recursive: true, force: true });
});

const env = (): Record<string, string> => ({ ...nixberryEnv(join(work, 'data')), ...other.env });

describe('doctor --on', () => {
  it('tells of each machine, though one cannot be reached', async () => {
    const machines = 'builders:ssh-ng://other-closed x86_64-linux; ssh-ng://other x86_64-linux';
    const { code, stdout } = await cli.run(['doctor', '--on', machines, '--json'], env());
    expect(code).toBe(9);
    const last = jsonLines(stdout).at(-1);
    const findings = last?.type === 'doctor' ? last.findings : [];
    expect(findings.map(({ id, state }) => `${id} ${state}`)).toEqual(
      expect.arrayContaining(['machine unreachable', 'machine reached', 'machine-nix old', 'machine-arm cross']),
    );
  });
});

it('lists the hosts of a flake with nothing but ssh here', async () => {
  const without = { ...env(), PATH: await withoutNix(work) };
  const { code, stdout } = await cli.run(['hosts', flake.dir, '--on', 'host:other', '--json'], without);
  const line = jsonLines(stdout).at(-1);
  expect({ code, line }).toMatchObject({ code: 0, line: { type: 'hosts' } });
  expect(line?.type === 'hosts' && line.hosts.map(({ name }) => name)).toContain('pi');
});

it('builds the only host of a project of ours, and asks which where there are several', async () => {
  const pis = join(work, 'pis');
  await mkdir(join(pis, 'hosts/greenhouse'), { recursive: true });
  await writeFile(join(pis, 'nixberry.json'), formatProject({ release: DEFAULT_RELEASE, files: {}, caches: [] }));
  await writeFile(join(pis, 'flake.nix'), '{ outputs = _: { nixosConfigurations = { }; }; }');
  const one = await cli.run(['build', pis, '--dry-run'], env());
  expect(one.stderr).toContain('greenhouse is the only host');
  expect(one.stderr).not.toContain('defaultPackage');
  await mkdir(join(pis, 'hosts/attic'));
  const two = await cli.run(['build', pis, '--dry-run'], env());
  expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('attic, greenhouse') as string });
});
