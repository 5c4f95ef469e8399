import path from 'node:path';
import type { CliLine } from '../../../src/contract/cli.ts';
import { cliLineSchema } from '../../../src/contract/cli.ts';
import { tool } from './tool.ts';

const CLI = path.join(import.meta.dirname, '../../../dist/nixberry.js');

/** What the checkout's `nixberry identify` says of a drive's file on the host, for programs and for people. */
export async function identified(file: string): Promise<{
  readonly card: Extract<CliLine, { type: 'card' }>['card'];
  readonly words: string;
}> {
  const line = cliLineSchema.parse(JSON.parse(await tool(process.execPath, [CLI, 'identify', file, '--json'])));
  if (line.type !== 'card') throw new Error(`nixberry identify said ${line.type}`);
  return { card: line.card, words: await tool(process.execPath, [CLI, 'identify', file]) };
}
