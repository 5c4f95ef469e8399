import { AppError } from '../../core/errors/app-error.ts';
import { errnoOf } from '../errno.ts';

/** Does something with the folder of images, and tells what the file system refuses as AppError `images-folder`. */
export async function working<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const reason = errnoOf(error);
    if (error instanceof AppError || reason === undefined) throw error;
    throw new AppError('images-folder', { path, reason }, { cause: error });
  }
}

/** Resolves to null where there is no such file. */
export async function orNull<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}
