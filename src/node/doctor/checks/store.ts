import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { asRoot, installNix, installPackages } from '../../../core/doctor/fixes.ts';
import { finding, type Finding } from '../../../core/doctor/finding.ts';
import type { Context } from '../context.ts';

const ANSWER_TIMEOUT_MS = 3_000;

/** Where this Nix keeps its state, and whether this person may write there: another one in tests. */
export interface StoreEnv {
  readonly stateDir: string;
  readonly mayWrite: (path: string) => Promise<boolean>;
}

const HERE: StoreEnv = {
  stateDir: process.env.NIX_STATE_DIR ?? '/nix/var/nix',
  mayWrite: (path) => may(path, constants.W_OK),
};

/**
 * Can this person build at all: do they own the store, or does a daemon build for them? Null where there is no store yet
 * (the first build makes one), or Nix is told to use another.
 */
export async function checkStore(context: Context, env: StoreEnv = HERE): Promise<Finding | null> {
  const remote = process.env.NIX_REMOTE ?? '';
  if (context.version === null || !['', 'auto', 'daemon', 'local'].includes(remote)) return null;
  const path = env.stateDir;
  if (!(await may(path, constants.F_OK))) return null;
  if (await env.mayWrite(path)) return finding('store', 'writable', 'ok', { path });
  const socket = join(path, 'daemon-socket', 'socket');
  const answer = await knock(socket);
  if (answer === 'answers') return finding('store', 'daemon', 'ok', { socket });
  return unusable(context, path, socket, answer);
}

function unusable({ computer, user, version }: Context, path: string, socket: string, answer: Answer): Finding {
  // The group that Debian's package lets in.
  const group = computer.debianNix ? 'nix-users' : null;
  const enter = group === null ? null : asRoot(computer, `adduser ${user} ${group}`);
  const problem = (state: string, fix: string | null): Finding =>
    finding('store', state, 'problem', { path, socket, user, group }, fix);
  if (answer === 'forbidden') return problem('not-allowed', enter);
  if (computer.daemon) return problem('stopped', asRoot(computer, 'systemctl restart nix-daemon'));
  const install = computer.systemd ? installPackages(computer, ['nix-setup-systemd']) : null;
  if (enter === null || install === null) return problem('foreign', null);
  // A Nix that is to be replaced gets no daemon: the line that installs another brings one.
  if (version?.recent === false) return problem('no-daemon', installNix(computer));
  return problem('no-daemon', `${install} && ${enter}`);
}

type Answer = 'answers' | 'forbidden' | 'silent';

/** Whether somebody listens at a socket; nothing is said to them. */
function knock(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: Answer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => end('silent'));
    socket.once('connect', () => end('answers'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'EACCES' || error.code === 'EPERM' ? 'forbidden' : 'silent'),
    );
  });
}

function may(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
