import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runJob, type End } from '../../src/core/jobs/job.ts';
import { buildOn } from '../../src/core/nix/build.ts';
import type { BuildEvent, BuildResult } from '../../src/core/nix/events.ts';
import { checkMachines } from '../../src/core/places/check.ts';
import { parsePlace } from '../../src/core/places/list.ts';
import { createNixPort } from '../../src/node/nix/nix-port.ts';
import { createProjects } from '../../src/node/projects/pack.ts';
import { createSsh } from '../../src/node/ssh/ssh-port.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { until } from '../support/waiting.ts';
import { SYSTEM } from './nix-flake.ts';
import type { OtherMachine } from './other-machine.ts';

type Event = BuildEvent | End<BuildResult>;

export interface Building {
  readonly events: readonly Event[];
  readonly ended: Promise<Event | undefined>;
  readonly cancel: () => void;
}

/** A repository with a flake, whose `card` is built until the file `gate` is there. */
export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly gate: string;
}

/** A file of the project that git ignores. */
export const SECRET = `secret-${process.pid}-${Date.now()}`;

/** Builds a package of a project over there. `idFile`: see `createProjects`. */
export function startThere(
  machine: OtherMachine,
  idFile: string,
  folder: string,
  name: 'card' | 'quick' | 'full',
): Building {
  const ssh = createSsh({ env: { ...process.env, ...machine.env } });
  const projects = createProjects({ idFile });
  const nix = createNixPort({ program: '/no/nix/here' });
  const roots = { keep: () => Promise.resolve(), unkeep: () => Promise.resolve() };
  const controller = new AbortController();
  const { signal } = controller;
  const place = parsePlace('host:other');
  const flake = `git+file://${folder}`;
  const confirmHostKey = (): Promise<boolean> => Promise.resolve(false);
  const request = { how: 'auto', dryRun: false, options: [], outLink: null } as const;
  const job = runJob<BuildEvent, BuildResult>(signal, async (emit) => {
    const machines = await checkMachines(place.machines, { ssh, confirmHostKey, signal, emit });
    const ports = { nix, ssh, projects, roots };
    const site = await place.open({ ports, flake, attribute: name, machines, id: 'run', signal, emit });
    try {
      return await buildOn({ site, attribute: name, request, clock: performance, signal, emit });
    } finally {
      await site.finish();
    }
  });
  const events: Event[] = [];
  const read = async (): Promise<Event | undefined> => {
    for await (const event of job) events.push(event);
    return events.at(-1);
  };
  return { events, ended: read(), cancel: () => controller.abort() };
}

/** The notes but those on the machine. */
export function notes({ events }: Building): readonly Extract<BuildEvent, { type: 'note' }>[] {
  return events.flatMap((event) => (event.type === 'note' && !event.code.startsWith('machine-') ? [event] : []));
}

export function noteCodes(building: Building): readonly string[] {
  return notes(building).map(({ code }) => code);
}

export function logs({ events }: Building): readonly string[] {
  return events.flatMap((event) => (event.type === 'log' ? [event.line] : []));
}

export async function begun(building: Building): Promise<void> {
  await until('the build to begin', () => logs(building).includes('begins'), 60_000);
}

/** The image of a build that has ended well. */
export function imageOf(end: Event | undefined): string {
  if (end?.type !== 'done' || end.result.imagePath === null) throw new Error(JSON.stringify(end));
  return end.result.imagePath;
}

let count = 0;
export async function makeProject(inputs = ''): Promise<Project> {
  const parent = await tempFolder();
  const [folder, gate] = [path.join(parent, 'a project'), path.join(parent, 'go')];
  const name = `nixberry-${process.pid}-${count++}`;
  await mkdir(path.join(folder, 'private'), { recursive: true });
  await writeFile(path.join(folder, 'flake.nix'), flakeText(name, gate, inputs));
  await writeFile(path.join(folder, 'text'), 'first');
  await writeFile(path.join(folder, '.gitignore'), 'private\n');
  await writeFile(path.join(folder, 'private/key'), SECRET);
  await execa('git', ['init', '--quiet'], { cwd: folder });
  await execa('git', ['add', '.'], { cwd: folder });
  return { folder, name, gate };
}

function flakeText(name: string, gate: string, inputs: string): string {
  return `{
  ${inputs}
  outputs = inputs: let
    run = script: derivation {
      name = "${name}.img"; system = "${SYSTEM}"; builder = "/bin/sh";
      args = [ "-c" "export PATH=/usr/bin:/bin; \${script}" ];
    };
    text = builtins.readFile ./text;
  in {
    packages.${SYSTEM} = {
      card = run "echo begins; while [ ! -e '${gate}' ]; do sleep 0.2; done; echo ends; printf '%s' '\${text}' > $out";
      quick = run "printf '%s' '\${text}' > $out";
      full = run "head -c 60000000 /dev/zero > $out";
    };
  };
}
`;
}
