import { execa } from 'execa';
import { appCommand, personEnv } from './start-app.ts';

const SECOND_START_MS = 30_000;

/** Starts the app once more for the person of this home, while it runs: in `folder`, by default the home. Resolves to its exit code. */
export async function startAgain(home: string, args: readonly string[] = [], folder = home): Promise<number | null> {
  // For root there is no sandbox.
  const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const command = await appCommand([...rootArgs, ...args]);
  const { exitCode } = await execa(command.file, command.args, {
    env: personEnv(home),
    extendEnv: false,
    cwd: folder,
    timeout: SECOND_START_MS,
    reject: false,
  });
  return exitCode ?? null;
}
