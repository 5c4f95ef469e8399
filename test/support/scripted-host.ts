import { AppError } from '../../src/core/errors/app-error.ts';
import type { BuildEvent } from '../../src/core/nix/events.ts';
import type { PackedProject, PlaceRun } from '../../src/core/places/place.ts';
import type { RemoteScript, SshExit, SshPort, SshRun } from '../../src/core/ssh/ports.ts';
import { OTHER } from './scripted-ssh.ts';

export const HASH = 'a'.repeat(64);

interface Job {
  state: 'running' | 'ended' | 'gone';
  run: string;
  content: string;
  argv: string;
  collected: boolean;
}

/** The machine of a `host:` place as far as its scripts tell of it, and what was asked of it. */
export interface ScriptedHost {
  readonly ssh: SshPort;
  readonly calls: { readonly script: RemoteScript; readonly parameters: readonly string[] }[];
  job: Job | null;
  project: boolean;
  /** What Nix says and how it ends, in the next build. */
  log: readonly string[];
  code: number;
  lock: string | null;
  /** Comes in the place of what a script would do. */
  instead: Partial<Record<RemoteScript, (options: SshRun) => Promise<SshExit> | SshExit>>;
}

const exit = (code: number, stdout = '', ...stderr: readonly string[]): SshExit => ({ code, stdout, stderr });

export function scriptedHost(): ScriptedHost {
  const host: ScriptedHost = {
    ssh: {
      run: (destination, script, parameters, options) => {
        if (destination !== OTHER && destination.host !== OTHER.host) throw new Error('another machine');
        if (options.signal.aborted) return Promise.reject(new AppError('cancelled'));
        host.calls.push({ script, parameters });
        return Promise.resolve(host.instead[script]?.(options) ?? act(host, script, parameters, options));
      },
      read: never,
      offeredKey: never,
      trust: never,
      nixOptions: never,
    },
    calls: [],
    job: null,
    project: false,
    log: ['one', 'two'],
    code: 0,
    lock: null,
    instead: {},
  };
  return host;
}

async function act(
  host: ScriptedHost,
  script: RemoteScript,
  [, second = '', third = '', ...rest]: readonly string[],
  { onOutput, input }: SshRun,
): Promise<SshExit> {
  const { job } = host;
  switch (script) {
    case 'job': {
      const facts = job ? [`run=${job.run}`, `content=${job.content}`, `argv=${job.argv}`, 'age=60'] : [];
      const taken = job ? [`collected=${job.collected ? 'yes' : 'no'}`] : [];
      const project = host.project && second === HASH ? ['project=/home/ada/projects/a b'] : [];
      return exit(0, [`state=${job?.state ?? 'none'}`, ...facts, ...taken, ...project, ''].join('\n'));
    }
    case 'receive':
      for await (const chunk of input ?? []) if (chunk.length === 0) return exit(1);
      host.project = true;
      return exit(0, '/home/ada/projects/a b\n');
    case 'start':
      if (job?.state === 'running') return exit(3);
      host.job = { state: 'running', run: `run ${rest.length}`, content: second, argv: third, collected: false };
      return exit(0, `${host.job.run}\n`);
    case 'follow':
      if (job?.run !== second) return exit(4);
      for (const line of host.log) onOutput?.(line);
      job.state = 'ended';
      return exit(0);
    case 'collect':
      if (job?.run !== second || job.state !== 'ended') return exit(4);
      job.collected = true;
      return exit(0, `${host.code} 90\n[{"outputs":{}}]\n`);
    case 'stop':
      if (job?.run === second) Object.assign(job, { state: 'ended', collected: true });
      return exit(0);
    case 'lock':
      return host.lock === null ? exit(3) : job?.state === 'running' ? exit(4) : exit(0, host.lock);
    default:
      return exit(0);
  }
}

function never(): never {
  throw new Error('only `run` is scripted');
}

export interface ScriptedRun {
  readonly run: PlaceRun;
  readonly events: BuildEvent[];
  readonly controller: AbortController;
  readonly locks: string[];
}

/** What `Place.open` is given. `state`: what becomes of a lock that comes back. */
export function runOn(
  { ssh }: ScriptedHost,
  change: Partial<PackedProject> & { readonly flake?: string; readonly attribute?: string } = {},
  state: 'taken' | 'same' | 'changed' = 'taken',
): ScriptedRun {
  const controller = new AbortController();
  const events: BuildEvent[] = [];
  const locks: string[] = [];
  const { flake = 'git+file:///pi', attribute = 'pi', ...project } = change;
  const packed: PackedProject = {
    hash: HASH,
    folder: '',
    files: 3,
    bytes: 42,
    lockHash: null,
    archive: async function* () {
      yield await Promise.resolve(new Uint8Array(1));
    },
    takeLock: (text) => {
      locks.push(text);
      return Promise.resolve({ state, file: '/pi/flake.lock' });
    },
    ...project,
  };
  const projects = {
    pack: (reference: string) => Promise.resolve(reference.startsWith('github:') ? null : packed),
    id: (parts: readonly string[]) => Promise.resolve(`id(${parts.join(' ')})`),
  };
  const unused = never as never;
  return {
    controller,
    events,
    locks,
    run: {
      ports: { nix: unused, ssh, projects, roots: unused },
      flake,
      attribute,
      machines: [],
      id: 'run',
      signal: controller.signal,
      emit: (event) => events.push(event),
    },
  };
}
