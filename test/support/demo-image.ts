import { readFileSync } from 'node:fs';
import { parseRecipe } from '../../src/node/demo/recipe.ts';

const DEMO_BYTES = 25 << 20;

let made: Buffer | null = null;

/**
 * The beginning of the demo's image, which takes seeds: its partition table and its whole FAT, made without any tool. A
 * copy each time.
 */
export function demoImage(): Buffer {
  made ??= demoStart();
  return Buffer.from(made);
}

function demoStart(): Buffer {
  const image = Buffer.alloc(DEMO_BYTES);
  let offset = 0;
  for (const step of parseRecipe(readFileSync('assets/demo/image.recipe', 'utf8'))) {
    if (step.do === 'bytes')
      image.set(step.bytes.subarray(0, Math.max(0, DEMO_BYTES - offset)), Math.min(offset, DEMO_BYTES));
    if (step.do === 'bytes') offset += step.bytes.byteLength;
    if (step.do === 'zeros') offset += step.count;
  }
  return image;
}
