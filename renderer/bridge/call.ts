import type * as z from 'zod';
import { CALLS, type Bridge, type CallInput, type CallName, type CallOutput } from '../../src/contract/api.ts';
import { replySchema, type CallSchema } from '../../src/contract/window/call.ts';
import { AppError } from '../../src/core/errors/app-error.ts';

declare global {
  interface Window {
    readonly nixberry: Bridge;
  }
}

type Arguments<Name extends CallName> = undefined extends CallInput<Name> ? [] : [input: CallInput<Name>];

/**
 * Asks main for something. Rejects with the AppError that main gave, or `unexpected` for what does not fit, there or back:
 * that is not quoted, it may be a secret.
 */
export async function call<Name extends CallName>(name: Name, ...[input]: Arguments<Name>): Promise<CallOutput<Name>> {
  // The schemas of this very name pass both.
  const schema: CallSchema = CALLS[name];
  const given = schema.input.safeParse(input);
  if (!given.success) throw new AppError('unexpected', { detail: `${name}: what was asked does not fit` });
  return readReply(name, schema.output, await window.nixberry.call(name, given.data)) as CallOutput<Name>;
}

/** The value of a reply. Throws the AppError that main gave, or `unexpected` for an answer that does not fit. */
export function readReply<Value>(name: string, output: z.ZodType<Value>, answer: unknown): Value {
  const reply = replySchema.safeParse(answer);
  if (!reply.success) throw new AppError('unexpected', { detail: `${name}: no reply` });
  if (!reply.data.ok) throw new AppError(reply.data.error.code, reply.data.error.facts);
  const value = output.safeParse(reply.data.value);
  if (!value.success) throw new AppError('unexpected', { detail: `${name}: an answer that does not fit` });
  return value.data;
}
