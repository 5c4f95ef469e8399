import { execa } from 'execa';

const TOOL_MS = 60_000;

/**
 * Runs a program that makes or reads disks; resolves to its stdout as it is, and rejects when it fails. Debian keeps mkfs
 * and sfdisk where only root's PATH looks.
 */
export async function tool(program: string, argv: readonly string[], input = ''): Promise<string> {
  const env = { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin`, MTOOLS_SKIP_CHECK: '1' };
  const { stdout } = await execa(program, argv, { input, env, timeout: TOOL_MS, stripFinalNewline: false });
  return stdout;
}
