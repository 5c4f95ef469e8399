import { imageSchema, type ChosenImage } from '../../src/contract/window/images.ts';
import { readReply } from './call.ts';

/** Offers a file that a person dropped onto the page as the image to flash. Rejects with an AppError when it is none. */
export async function offerDropped(file: File): Promise<ChosenImage> {
  return readReply('dropped', imageSchema, await window.nixberry.dropped(file));
}
