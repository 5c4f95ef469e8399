import { readdirSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { until } from '../../support/waiting.ts';

/** Longer than a test may last: what is held is let go by the end of strace. */
const HOLD_US = 300e6;
/** Another process has to be given its turn, on a computer that may be busy. */
const TAKEN_MS = 30_000;

export type CallName = 'openat' | 'pread64' | 'pwrite64' | 'fsync';

export interface HeldCalls {
  /** Resolves when one of them is on its way into the kernel, and does not get there. */
  reached(): Promise<void>;
  /** Lets go of what is held, and holds this one from its next beginning on: no other gets past in between. */
  next(call: CallName): Promise<void>;
  /** From now on nothing is held any more. */
  release(): Promise<void>;
}

/**
 * Holds each system call of this name that a process (with all its threads) begins from now on, until the test lets go of it:
 * a drive that does not answer. The process's other threads go on. `path`: only calls on this file. By strace, as root. It is
 * the caller's to release it, before it waits for the end of the process.
 */
export async function holdCalls(pid: number, call: CallName, path?: string): Promise<HeldCalls> {
  let tracer = await attach(pid, call, path);
  return {
    reached: () => tracer.reached(),
    next: async (call) => {
      process.kill(pid, 'SIGSTOP');
      try {
        // A tracer that is ended while it is being told of the signal takes that with it, and the process runs on.
        await until('all threads to be stopped', () => areAll(pid, 't'), TAKEN_MS);
        await tracer.end();
        // What was held goes on into the kernel and comes back: not what the next one is to meet.
        await until('all threads to stand still', () => areAll(pid, 'T'), TAKEN_MS);
        tracer = await attach(pid, call, path);
      } finally {
        process.kill(pid, 'SIGCONT');
      }
    },
    release: () => tracer.end(),
  };
}

interface Tracer {
  reached(): Promise<void>;
  end(): Promise<void>;
}

async function attach(pid: number, call: CallName, path?: string): Promise<Tracer> {
  const only = path === undefined ? [] : ['-P', path];
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:delay_enter=${HOLD_US}`];
  const child = execa('strace', ['-f', ...only, ...inject, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
    buffer: false,
    reject: false,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const end = async (): Promise<void> => {
    child.kill();
    await child;
  };
  try {
    // It tells of the process once all its threads are its own.
    await until('strace to attach', () => said.includes(`Process ${pid} attached`), TAKEN_MS);
  } catch (error) {
    await end();
    throw new Error(`strace said: ${said}`, { cause: error });
  }
  return {
    // The end of a call that began before is told in other words.
    reached: async () => {
      await until(`${call} to be held`, () => new RegExp(`^(\\[pid +\\d+\\] )?${call}\\(`, 'm').test(said));
    },
    end,
  };
}

/** Whether all threads of a process are in this state (proc(5)): `t` stopped and traced, `T` stopped. */
function areAll(pid: number, state: 't' | 'T'): boolean {
  return readdirSync(`/proc/${pid}/task`).every((thread) => {
    try {
      // The name before the state may have spaces and brackets.
      return readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8').includes(`) ${state} `);
    } catch {
      // It has ended: the others have to be looked at anew.
      return false;
    }
  });
}
