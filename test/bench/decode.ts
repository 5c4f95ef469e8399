// Decodes an image with the program's own decoder and does nothing with the bytes: what a flash of it cannot be faster
// than. Bundled and run by bench.ts, so that it starts like the program itself.
import { images } from '../../src/node/images/images.ts';

const [reference = ''] = process.argv.slice(2);
const { signal } = new AbortController();
const source = await images.open(reference, { hashGiven: false, signal });
let bytes = 0;
for await (const chunk of source.chunks(signal)) bytes += chunk.length;
await source.close();
console.log(bytes);
