import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { AppError } from '../../../src/core/errors/app-error.ts';
import type * as View from '../../../src/main/flash/view.ts';
import { IMAGE } from '../../support/flash-world.ts';
import { honestScript } from '../../support/scripted-writer.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { cardWorld } from './card-world.ts';

// A mistake of ours in what is shown: nothing that is given to it makes it fail.
vi.mock('../../../src/main/flash/view.ts', async (original) => {
  const view = await original<typeof View>();
  const reduceFlashJob: typeof View.reduceFlashJob = (state, event, atMs) => {
    if (event.type === 'phase' && event.phase === 'writing') throw new AppError('unexpected', { detail: 'a slip' });
    return view.reduceFlashJob(state, event, atMs);
  };
  return { ...view, reduceFlashJob };
});

test('what goes wrong while events are taken up ends the writer, too, and is told when that has gone', async () => {
  const folder = await tempFolder();
  await writeFile(path.join(folder, 'pi.img'), IMAGE);
  const card = cardWorld({ folder, script: honestScript({ windowBytes: 1 }) });
  const { id: image } = await card.images.openPath(path.join(folder, 'pi.img'));
  const { id } = card.list.addCard(path.join(folder, 'card.img'), null);
  card.list.choose([id]);
  await card.flash.start({ image, targets: [id], onlyChanged: false });
  const end = await card.until((topic) => topic?.state === 'failed' || topic?.state === 'done');
  expect(end).toMatchObject({ state: 'failed', error: { code: 'unexpected' } });
  expect(card.world.writer.hasExited()).toBe(true);
  expect(card.flash.isBusy()).toBe(false);
});
