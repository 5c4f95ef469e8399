import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { CALLS, CHANNELS, isCallName, type CallName, type Handlers } from '../../contract/api.ts';
import type { Reply } from '../../contract/window/call.ts';
import { imageSchema } from '../../contract/window/images.ts';
import { AppError, toAppError } from '../../core/errors/app-error.ts';

export interface Gate {
  readonly handlers: Handlers;
  /** What a dropped file is offered as. */
  readonly dropped: (path: string) => Promise<unknown>;
  /** Checklist 17: whether this message comes from our own page, in its main frame. */
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** Told of every error that goes to the page. */
  readonly onError: (name: string, error: AppError) => void;
}

/**
 * The one way from the page into main. What is asked for and what is answered pass their schemas, a stranger is refused,
 * and nothing is ever thrown at the page but a code with its facts.
 */
export function openGate({ handlers, dropped, isTrusted, onError }: Gate): void {
  const answer = async (event: IpcMainInvokeEvent, name: string, work: () => Promise<unknown>): Promise<Reply> => {
    try {
      if (!isTrusted(event)) throw new AppError('unexpected', { detail: 'a message from a stranger' });
      return { ok: true, value: await work() };
    } catch (thrown) {
      const error = toAppError(thrown);
      onError(name, error);
      return { ok: false, error: { code: error.code, facts: error.facts } };
    }
  };
  ipcMain.handle(CHANNELS.call, (event, name: unknown, input: unknown) =>
    answer(event, isCallName(name) ? name : '?', () => runCall(handlers, name, input)),
  );
  ipcMain.handle(CHANNELS.dropped, (event, path: unknown) =>
    answer(event, CHANNELS.dropped, async () => {
      // A File that no person dropped has an empty path.
      if (typeof path !== 'string' || path === '') throw new AppError('unexpected', { detail: 'no dropped file' });
      const image = imageSchema.safeParse(await dropped(path));
      if (!image.success) throw new AppError('unexpected', { detail: 'dropped: what was answered does not fit' });
      return image.data;
    }),
  );
}

/** Exported for tests: a call without Electron. Throws AppError for what is no call, or does not fit its schema. */
export async function runCall(handlers: Handlers, name: unknown, input: unknown): Promise<unknown> {
  if (!isCallName(name)) throw new AppError('unexpected', { detail: 'no such call' });
  const { input: inputSchema, output: outputSchema } = CALLS[name];
  const given = inputSchema.safeParse(input);
  // What does not fit is not quoted: it may be a secret.
  if (!given.success) throw new AppError('unexpected', { detail: `${name}: what was sent does not fit` });
  const output = outputSchema.safeParse(await handle(handlers, name, given.data));
  if (!output.success) throw new AppError('unexpected', { detail: `${name}: what was answered does not fit` });
  return output.data;
}

function handle(handlers: Handlers, name: CallName, input: unknown): unknown {
  // The schema of this very name has passed it; TypeScript cannot tie the two together.
  const handler = handlers[name] as (input: unknown) => unknown;
  return handler(input);
}
