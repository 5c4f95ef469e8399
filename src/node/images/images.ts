import { DISK_START_BYTES } from '../../core/images/disk-start.ts';
import { sniff } from '../../core/images/sniff.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import { AppError } from '../../core/errors.ts';
import type { CancelSignal, ImageFormat, ImagesPort, ImageSource } from '../../core/ports.ts';
import { LINUX } from '../../linux/env.ts';
import { disksUnderFile } from '../../linux/disks-below.ts';
import { keepAsFile } from './download.ts';
import { FORMATS } from './formats/formats.ts';
import { openFile } from './given-file.ts';
import { openUrl } from './given-url.ts';
import type { Given } from './given.ts';
import { unknownFormat, withFacts } from './image-errors.ts';
import { imageSource } from './image-source.ts';
import { continued, firstBytes } from './peek.ts';

/** Opens images: local files and http(s) URLs, in every format of `FORMATS`, told apart by their content. */
export const images: ImagesPort = { open };

async function open(
  reference: string,
  { hashGiven, signal }: { hashGiven: boolean; signal: CancelSignal },
): Promise<ImageSource> {
  throwIfCancelled(signal);
  const url = /^https?:\/\//i.test(reference) && URL.canParse(reference) ? new URL(reference) : null;
  const given = url ? await openUrl(url, signal) : await openFile(reference);
  try {
    const onDisks = url || process.platform !== 'linux' ? [] : await disksUnderFile(reference, LINUX);
    const looked = await lookInto(given, signal);
    throwIfCancelled(signal);
    return imageSource({ ...looked, onDisks, hashGiven });
  } catch (thrown) {
    await given.close();
    throw signal.aborted ? new AppError('cancelled') : withFacts(thrown, { image: given.name });
  }
}

type Looked = Pick<Parameters<typeof imageSource>[0], 'given' | 'format' | 'prepared' | 'head'>;

/** Starts one pass, tells the format by its first bytes, decodes the head, and ends the pass. */
async function lookInto(given: Given, signal: CancelSignal): Promise<Looked> {
  const pass = given.read(signal)[Symbol.asyncIterator]();
  try {
    const first = await pass.next();
    if (first.done) throw new AppError('image-empty');
    const format = formatOf(first.value);
    const rest = continued(first.value, pass);
    if (format === 'zip' && given.kind === 'url') {
      const file = await keepAsFile(rest, given.name, signal);
      return await lookInto(file, signal).catch(async (thrown: unknown) => {
        await file.close();
        throw thrown;
      });
    }
    const prepared = await FORMATS[format](given, signal);
    const head = await firstBytes(prepared.decode(rest), DISK_START_BYTES);
    if (head.length === 0) throw new AppError('image-empty');
    if (format !== 'raw') assertDecoded(head);
    return { given, format, prepared, head };
  } finally {
    await pass.return?.();
  }
}

function formatOf(head: Uint8Array): ImageFormat {
  const sniffed = sniff(head);
  switch (sniffed.kind) {
    case 'image':
      return sniffed.format;
    case 'unfinished-card':
      throw new AppError('image-unfinished-card');
    case 'unknown':
      throw unknownFormat(sniffed.what);
  }
}

/** What comes out of a decoder has to be the image itself: compressed bytes on a card would only look like success. */
function assertDecoded(head: Uint8Array): void {
  const inner = formatOf(head);
  if (inner !== 'raw') throw new AppError('image-twice-compressed', { inner });
}
