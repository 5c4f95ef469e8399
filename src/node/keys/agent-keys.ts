import { execa } from 'execa';
import { describeKeys, type DescribedKey } from './describe-keys.ts';

/** An agent that forwards to another computer may take a moment; one that hangs must not hold up a form. */
const ANSWER_MS = 3000;
const MAX_CHARS = 256 << 10;

/** The public keys that the person's SSH agent holds; none where there is no agent, or it does not answer. */
export async function agentKeys(env: NodeJS.ProcessEnv = process.env): Promise<readonly DescribedKey[]> {
  const { exitCode, stdout } = await execa('ssh-add', ['-L'], {
    env,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: ANSWER_MS,
    maxBuffer: MAX_CHARS,
  });
  // 1: it has none (and says so on stdout); 2: there is no agent.
  return exitCode === 0 ? describeKeys(stdout).keys : [];
}
