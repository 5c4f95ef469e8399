import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en.json' with { type: 'json' };
import { findingSchema, type Finding } from '../../../src/core/doctor/finding.ts';
import { examine } from '../../../src/node/doctor/doctor.ts';
import { createNixPort } from '../../../src/node/nix/nix-port.ts';

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'nixberry-doctor-'))));
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Examines with a program that answers as a Nix with these settings would. */
async function examineWith(version: string, settings: Readonly<Record<string, unknown>>): Promise<readonly Finding[]> {
  const config = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { value }]));
  await writeFile(join(dir, 'config.json'), JSON.stringify(config));
  const program = join(dir, 'nix');
  const script = [
    '#!/bin/sh',
    'case "$*" in',
    `--version) echo '${version}' ;;`,
    '"config show") echo "experimental-features = flakes nix-command" ;;',
    `config*) cat ${dir}/config.json ;;`,
    `store*) echo '{"trusted":0}' ;;`,
    '*) exit 1 ;;',
    'esac',
  ];
  await writeFile(program, script.join('\n'));
  await chmod(program, 0o755);
  return examine(new AbortController().signal, createNixPort({ program }));
}

const stateOf = (findings: readonly Finding[], id: string): string | undefined =>
  findings.find((found) => found.id === id)?.state;

describe('examine', () => {
  it('finds a recent Nix with flakes and a builder, and who is not trusted', async () => {
    const builders = 'ssh-ng://u@pi aarch64-linux';
    const findings = await examineWith('nix (Lix, like Nix) 2.91.1', { system: 'x86_64-linux', builders });
    expect(findings.map(({ id, state }) => [id, state])).toEqual(
      expect.arrayContaining([
        ['nix', 'ok'],
        ['flakes', 'on'],
        ['trusted-user', 'no'],
        ['aarch64', 'builder'],
        ['builders', 'some'],
      ]),
    );
    expect(findings.find(({ id }) => id === 'nix')?.facts).toMatchObject({ kind: 'Lix', version: '2.91.1' });
  });

  it('tells an old one, an ARM computer, and an emulator that is promised only', async () => {
    expect(stateOf(await examineWith('nix (Nix) 2.8.0', {}), 'nix')).toMatch(/^old(-package)?$/);
    expect(stateOf(await examineWith('nix (Nix) 2.26.3', { system: 'aarch64-linux' }), 'aarch64')).toBe('native');
  });

  it('says nothing of the settings of a Nix that is not there', async () => {
    const findings = await examine(new AbortController().signal, createNixPort({ program: join(dir, 'none') }));
    expect(findings.map(({ id }) => id)).toEqual(['nix', 'ssh', 'lsblk', 'udev', 'rights']);
    expect(findings[0]).toMatchObject({
      state: 'missing',
      // It can be built elsewhere, by ssh.
      level: stateOf(findings, 'ssh') === 'found' ? 'warning' : 'problem',
      fix: expect.stringContaining('nixos.org') as string,
    });
  });

  it('has words for what it finds, and a fix of one line', async () => {
    const findings = await examineWith('nix (Nix) 2.8.0', {
      system: 'x86_64-linux',
      'build-users-group': 'nobody-has-this',
    });
    for (const found of findings) {
      expect(findingSchema.safeParse(found).success).toBe(true);
      expect(Object.keys(en)).toContain(`doctor.${found.id}.${found.state}`);
      expect(found.fix ?? '').not.toContain('\n');
    }
  });
});
