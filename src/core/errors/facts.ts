import { errno, maybe, number, oneOf, text } from './page.ts';

/** Facts that many causes share. */

export const DEVICE = text('the drive, or the file of a virtual card, as the person named it', '/dev/sdb');
export const FILE = text('the path of a file', '/home/ada/pis/flake.nix');
export const FOLDER = text('the path of a folder', '/home/ada/pis');
export const HOST = text('the name of a host in a project', 'porch');
export const DETAIL = text('what another program or the system said, as it said it', 'the table of contents is cut');

/** A system call that failed, as Node names it; where there is no number, words of our own. */
const ERRNO = errno('why the system refused', 'EIO');

/** A part of a path cannot be used: the errnos that the words know. */
export const WHY_NOT_WRITTEN = errno(
  'the errno, or the words of the system',
  ...(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG', 'EIO', 'EMFILE'] as const),
);

/** What was done to the drive. */
export const REQUEST = {
  device: DEVICE,
  operation: oneOf('what was asked of the drive', 'write', 'read', 'flush', 'open'),
  errno: ERRNO,
  offset: maybe(number('where on the drive (bytes from its start); null for a flush', 1_048_576)),
};

/** Decoders do not know what they decode is called: whoever opened it adds that. */
export const IMAGE = text('the path or the address of the image, as the person gave it', '/home/ada/nixos.img.zst');

/** A machine that is reached by ssh. */
export const PLACE = text('the machine, as the person named it', 'ada@workshop');
export const SSH = text('the machine as it stands behind ssh in a line to paste', 'ada@workshop');
