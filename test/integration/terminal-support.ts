import { execa } from 'execa';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Cli } from '../cli/run-cli.ts';

/** The program on a terminal of its own, with somebody who answers. */
export interface OnTerminal {
  /** Everything that was shown so far: what the program has said, and what the terminal has echoed. */
  readonly screen: () => string;
  readonly until: (words: string) => Promise<void>;
  readonly type: (text: string) => void;
  readonly exit: Promise<number | undefined>;
}

/** Runs the program on the terminal of `script`. `then` is a line of sh for when it has ended; its exit code is lost then. */
export function onTerminal(cli: Cli, args: readonly string[], then?: string): OnTerminal {
  const words = [process.execPath, cli.program(), ...args].map((word) => `'${word}'`).join(' ');
  // `exec` in a shell of its own: the process id that is shown is the program's.
  const command = then === undefined ? words : `sh -c 'echo pid=$$; exec "$@"' sh ${words}; ${then}`;
  const child = execa('script', ['-q', '-e', '-c', `stty cols 100 rows 30 && ${command}`, '/dev/null'], {
    reject: false,
    timeout: 60_000,
    env: { TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
  });
  onTestFinished(() => void child.kill());
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  return {
    screen: () => screen,
    until: async (expected) => {
      for (let left = 30_000; !screen.includes(expected); left -= 20) {
        if (child.exitCode !== null || left < 0) throw new Error(`no "${expected}" in:\n${screen}`);
        await sleep(20);
      }
    },
    type: (text) => void child.stdin.write(text),
    exit: child.then(({ exitCode }) => exitCode),
  };
}
