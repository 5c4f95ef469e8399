// Run by tests as a process of its own, of which the memory is measured:
// node --import tsx remote-flash-program.ts HOST PATH BYTES CARD
import { readFileSync } from 'node:fs';
import { flash } from '../../src/core/flash/job.ts';
import { remoteImages } from '../../src/node/images/remote-images.ts';
import { createSsh } from '../../src/node/ssh/ssh-port.ts';
import { cardRequest, realPorts } from './real-flash.ts';
import { removeWriterProgram } from './writer-program.ts';

const [host = '', path = '', bytes = '', card = ''] = process.argv.slice(2);
const destination = { user: null, host, port: null, keyFile: null };
const images = remoteImages(createSsh(), { destination, path, bytes: Number(bytes), sha256: null });
let end = 'none';
for await (const { type } of flash(cardRequest(path, card), { ...realPorts(), images }, new AbortController().signal))
  end = type;
removeWriterProgram();
// Not `resourceUsage().maxRSS`: Linux counts in it what the process was that started this one.
const peakKib = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
console.log(JSON.stringify({ end, peakBytes: peakKib * 1024 }));
