// Prints what `readSecrets` makes of the descriptors that it is named, as JSON, for secrets-fd.test.ts.
import { AppError } from '../../../src/core/errors/app-error.ts';
import { readSecrets } from '../../../src/node/seed/secrets-fd.ts';

for (const fd of process.argv.slice(2)) {
  const read = readSecrets(Number(fd), new AbortController().signal).then(
    ({ password, wifi, tailscale }) => ({ password, wifi: [...wifi], tailscale }),
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.facts } : String(error)),
  );
  console.log(JSON.stringify(await read));
}
