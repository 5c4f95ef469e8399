// Run by tests as a process of its own that can be killed: node --import tsx flash-program.ts IMAGE DEVICE ...
import { flash } from '../../src/core/flash/job.ts';
import { loopRequest, realPorts } from './real-flash.ts';
import { removeWriterProgram } from './writer-program.ts';

const [image = '', ...devices] = process.argv.slice(2);
for await (const event of flash(loopRequest(image, devices), realPorts(), new AbortController().signal))
  console.log(JSON.stringify(event));
removeWriterProgram();
