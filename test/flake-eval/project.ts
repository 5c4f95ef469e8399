import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cache } from '../../src/core/nix/caches.ts';
import { formatProject } from '../../src/core/projects/project-text.ts';
import { completeSettings } from '../../src/core/spec/complete.ts';
import { formatSettings } from '../../src/core/spec/settings-text.ts';
import type { Answers, Settings } from '../../src/core/spec/settings.ts';
import { tempFolder } from '../support/temp-folder.ts';

export const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP7FYyLB0s+ZGlFERpG2IqwTqqB1Q9SyKszDYaewkBKh ada@laptop';

/** Answers with everything that has no default. */
export function answers(board: Answers['board'], hostName: string, more: Partial<Answers> = {}): Answers {
  return { board, hostName, user: { name: 'ada', sshKeys: [KEY] }, ...more };
}

/** The settings that answers come to. Throws when they are refused. */
export function settingsOf(given: Answers): Settings {
  const completed = completeSettings(given);
  if (completed.type === 'complete') return completed.settings;
  throw new Error(`${given.hostName}: ${JSON.stringify(completed.problems)}`);
}

/** A project with these hosts and binary caches, as it is on disk, removed when the test has ended. */
export async function makeProject(hosts: readonly Settings[], caches: readonly Cache[] = []): Promise<string> {
  const dir = await tempFolder();
  const release = hosts[0]?.release ?? '26.05';
  await cp('assets/flake/project', dir, { recursive: true });
  await cp(`assets/flake/releases/${release}/flake.nix`, path.join(dir, 'flake.nix'));
  await writeFile(path.join(dir, 'nixberry.json'), formatProject({ release, files: {}, caches }));
  for (const host of hosts) await writeHost(dir, host.hostName, formatSettings(host));
  return dir;
}

/** One host's folder, with settings that may be wrong. */
export async function writeHost(dir: string, name: string, settings: string, configuration = '{ }'): Promise<void> {
  const folder = path.join(dir, 'hosts', name);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'settings.json'), settings);
  await writeFile(path.join(folder, 'configuration.nix'), configuration);
}
