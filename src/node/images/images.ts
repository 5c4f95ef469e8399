import { realpath } from 'node:fs/promises';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal, ImagesPort, ImageSource } from '../../core/ports.ts';
import { LINUX } from '../../linux/env.ts';
import { disksUnderFile } from '../../linux/disks-below.ts';
import { disksOfPath } from '../drives/disks-of-path.ts';
import { drivelistPlatform } from '../drives/drivelist-platform.ts';
import { openFile } from './given-file.ts';
import { openUrl } from './given-url.ts';
import { openGiven } from './open-given.ts';

/** Opens images: local files and http(s) URLs, in every format of `FORMATS`, told apart by their content. */
export const images: ImagesPort = { open };

async function open(
  reference: string,
  options: { readonly hashGiven: boolean; readonly signal: CancelSignal },
): Promise<ImageSource> {
  throwIfCancelled(options.signal);
  if (/^https?:\/\//i.test(reference) && URL.canParse(reference))
    return openGiven(await openUrl(new URL(reference), options.signal), options);
  const findDisks = (): Promise<readonly string[]> =>
    process.platform === 'linux' ? disksUnderFile(reference, LINUX) : disksElsewhere(reference);
  return openGiven(await openFile(reference), { ...options, findDisks });
}

/** None where drives cannot be listed: then none can be written either. */
async function disksElsewhere(reference: string): Promise<readonly string[]> {
  const drives = await drivelistPlatform.listAll().catch(() => []);
  return disksOfPath(await realpath(reference), drives);
}
