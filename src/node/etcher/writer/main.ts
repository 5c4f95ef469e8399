// The program that writes drives on macOS and Windows: the writer of `src/writer`, over etcher-sdk's block devices. Run by
// plain Node, since etcher-sdk's native parts do not load in Electron. Started by node/elevate.
import { serve } from '../../../writer/serve.ts';
import { thisComputer } from './computers.ts';
import { etcherHost } from './host.ts';

thisComputer().then(
  (computer) => serve(etcherHost(computer)),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
