import { createCipheriv } from 'node:crypto';
import { open } from 'node:fs/promises';
import { execa } from 'execa';

const COPY_MS = 5 * 60_000;
/** As when files of an image were replaced: of each twenty runs of this length one is another. 5 % in all. */
const RUN_BYTES = 256 << 10;
const RUNS_PER_CHANGE = 20;
/** Somewhere in the twenty: not at the start, which every image has in common, nor on a border of the writer's blocks. */
const CHANGE_AT_BYTES = 7 * RUN_BYTES + (68 << 10);

/** Makes a drive hold what the image was before 5 % of it changed; `bytes` is the image's length. */
export async function writeOlderImage(image: string, device: string, bytes: number): Promise<void> {
  await execa('dd', [`if=${image}`, `of=${device}`, 'bs=1M', 'oflag=direct'], { timeout: COPY_MS });
  const random = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16));
  const drive = await open(device, 'r+');
  try {
    for (let at = CHANGE_AT_BYTES; at + RUN_BYTES <= bytes; at += RUNS_PER_CHANGE * RUN_BYTES)
      await drive.write(random.update(Buffer.alloc(RUN_BYTES)), 0, RUN_BYTES, at);
    await drive.sync();
  } finally {
    await drive.close();
  }
}
