import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import { followJob } from '../../../src/core/jobs/follow-job.ts';
import { NEVER } from '../../../src/core/jobs/never.ts';
import { runJob, type End } from '../../../src/core/jobs/job.ts';
import { appErrorOf } from '../../support/errors.ts';

type Step = Readonly<{ type: 'step'; at: number }>;

function job(end: () => string): AsyncIterable<Step | End<string>> {
  return runJob<Step, string>(NEVER, (emit) => {
    for (const at of [1, 2]) emit({ type: 'step', at });
    return Promise.resolve(end());
  });
}

test('takes each event when the one before is done with, and gives the result', async () => {
  const taken: string[] = [];
  const result = await followJob<Step, string>(
    job(() => 'image'),
    async ({ at }) => {
      taken.push(`begin ${String(at)}`);
      await Promise.resolve();
      taken.push(`end ${String(at)}`);
    },
  );
  expect([result, taken]).toEqual(['image', ['begin 1', 'end 1', 'begin 2', 'end 2']]);
});

test.each(['build-failed', 'cancelled'] as const)('throws what it ended with: %s', async (code) => {
  const end = (): string => {
    throw new AppError(code);
  };
  expect(await appErrorOf(followJob(job(end), () => undefined))).toMatchObject({ code });
});

test('a stream without an end is a mistake of ours', async () => {
  async function* cut(): AsyncGenerator<Step> {
    yield await Promise.resolve({ type: 'step', at: 1 } as const);
  }
  expect(await appErrorOf(followJob(cut(), () => undefined))).toMatchObject({ code: 'unexpected' });
});
