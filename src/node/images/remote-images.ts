import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { ImagesPort } from '../../core/ports.ts';
import type { SshPort } from '../../core/ssh/ports.ts';
import { openRemote, type RemoteFile } from './given-remote.ts';
import { openGiven } from './open-given.ts';

/**
 * The one image that was built on another machine, whatever it is called by: it streams from there, in every format of
 * `FORMATS`, and takes no room here (but for a zip, which is kept in a file for temporary use).
 */
export function remoteImages(ssh: SshPort, file: RemoteFile): ImagesPort {
  return {
    open: async (_reference, options) => {
      throwIfCancelled(options.signal);
      return openGiven(openRemote(ssh, file), options);
    },
  };
}
