import { AppError } from '../../core/errors/app-error.ts';
import { DISK_START_BYTES } from '../../core/images/disk-start.ts';
import { sniff } from '../../core/images/sniff.ts';
import { throwIfCancelled } from '../../core/jobs/job.ts';
import type { CancelSignal, ImageFormat, ImageSource } from '../../core/ports.ts';
import { keepAsFile } from './download.ts';
import { FORMATS } from './formats/formats.ts';
import type { Given } from './given.ts';
import { unknownFormat, withFacts } from './image-errors.ts';
import { imageSource } from './image-source.ts';
import { continued, firstBytes } from './peek.ts';

export interface OpenOptions {
  /** Also hash the bytes as given. */
  readonly hashGiven: boolean;
  readonly signal: CancelSignal;
  /** Which disks they lie on; without it, on none of this computer. */
  readonly findDisks?: () => Promise<readonly string[]>;
}

/** Makes an image of what was given, in every format of `FORMATS`; what cannot be one is closed again. Throws AppError. */
export async function openGiven(given: Given, { hashGiven, signal, findDisks }: OpenOptions): Promise<ImageSource> {
  try {
    const onDisks = (await findDisks?.()) ?? [];
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
    // Its directory is at its end.
    if (format === 'zip' && given.kind !== 'file') {
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
