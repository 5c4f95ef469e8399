import { CALLS, CHANNELS, type CallName, type CallOutput } from '../../../src/contract/api.ts';
import { replySchema, type CallSchema, type Reply } from '../../../src/contract/window/call.ts';
import type { RunningApp } from './start-app.ts';

export type SomeAnswers = { readonly [Name in CallName]?: CallOutput<Name> };
/** What calls are refused with. */
export type SomeRefusals = Readonly<Partial<Record<CallName, Extract<Reply, { ok: false }>['error']>>>;

/**
 * Answers some calls of the page as main would have, without what the answer is of: the log of a build that is not there.
 * All others go to main. Throws for an answer or a refusal that main could not give. It takes the place of what was given
 * here before.
 */
export async function answerCalls(
  { app }: RunningApp,
  answers: SomeAnswers,
  refusals: SomeRefusals = {},
): Promise<void> {
  const said: readonly (readonly [string, Reply])[] = [
    ...Object.entries(answers).map(([name, answer]): readonly [string, Reply] => [
      name,
      { ok: true, value: (CALLS as Readonly<Record<string, CallSchema>>)[name]?.output.parse(answer) },
    ]),
    ...Object.entries(refusals).map(([name, error]): readonly [string, Reply] => [
      name,
      replySchema.parse({ ok: false, error }),
    ]),
  ];
  await app.evaluate(
    ({ ipcMain }, [channel, said]) => {
      // Electron has no public way to a handler that is there, and main is to stay without one for tests.
      const { _invokeHandlers: handlers } = ipcMain as unknown as {
        readonly _invokeHandlers: Map<
          string,
          ((event: unknown, name: string, input: unknown) => unknown) & { real?: unknown }
        >;
      };
      const present = handlers.get(channel);
      const real = (present?.real ?? present) as typeof present;
      if (real === undefined) throw new Error('main answers no calls');
      const known = new Map(said);
      // Without a name of its own: the helper that tsx gives named functions is not there in main.
      handlers.set(
        channel,
        Object.assign(
          (event: unknown, name: string, input: unknown): unknown => known.get(name) ?? real(event, name, input),
          { real },
        ),
      );
    },
    [CHANNELS.call, said] as const,
  );
}
