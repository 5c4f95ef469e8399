import { AppError } from '../errors/app-error.ts';

/** What a file system that contradicts itself is wrong in. */
export type FatFault =
  | 'boot-sector'
  | 'larger-than-partition'
  | 'table-too-small'
  | 'chain-loop'
  | 'chain-cut'
  | 'folder-too-large'
  | 'file-too-large'
  | 'file-too-short'
  | 'file-for-folder'
  | 'folder-for-file'
  | 'shared-clusters';

/** The one error for a file system that cannot be trusted to be read or changed. */
export function fatBroken(reason: FatFault): AppError {
  return new AppError('fat-broken', { reason });
}
