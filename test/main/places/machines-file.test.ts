import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMachines } from '../../../src/main/places/machines-file.ts';
import { appErrorOf } from '../../support/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

test('what is added and removed at the same time is all done', async () => {
  const machines = createMachines(join(await tempFolder(), 'machines.json'));
  await machines.add('ada@old');
  await Promise.all([machines.add('ada@one'), machines.remove('ada@old'), machines.add('ada@two')]);
  expect(await machines.list()).toEqual(['ada@one', 'ada@two']);
});

test('one too many is refused, and none is dropped for it', async () => {
  const machines = createMachines(join(await tempFolder(), 'machines.json'));
  const names = Array.from({ length: 40 }, (_, at) => `ada@pi${at}`);
  for (const name of names) await machines.add(name);
  expect(await appErrorOf(machines.add('ada@more'))).toMatchObject({
    code: 'place-unknown',
    facts: { reason: 'too-many', max: 40 },
  });
  expect(await machines.add('ada@pi3')).toBe('ada@pi3');
  expect(await machines.list()).toEqual(names);
});
