import { resolve } from 'node:path';
import type { OpenedFile } from '../../contract/window/images.ts';
import { toAppError } from '../../core/errors/app-error.ts';
import type { Images } from './images.ts';

/**
 * Takes a file that the system handed over: as an argument, by a second start, by "open with". The page is told what came
 * of it. Never rejects. `folder`: where a relative name is meant.
 */
export async function openFromOutside(
  images: Pick<Images, 'openPath'>,
  file: string,
  folder: string,
  publish: (opened: OpenedFile) => void,
): Promise<void> {
  try {
    publish({ ok: true, image: (await images.openPath(resolve(folder, file))).id });
  } catch (thrown) {
    const { code, facts } = toAppError(thrown);
    publish({ ok: false, error: { code, facts: { ...facts } } });
  }
}
