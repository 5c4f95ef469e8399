#!/usr/bin/env node
import { createProgram } from './program.ts';

// A reader of our output that goes away (`| head`) is no error; commands that run on are stopped by interrupts.ts.
process.stdout.on('error', () => undefined);

const args = process.argv.slice(2);
const program = await createProgram(args);
try {
  await program.parseAsync(args, { from: 'user' });
} catch (thrown) {
  const { endOfParsing } = await import('./end-of-parsing.ts');
  process.exitCode = endOfParsing(thrown, args);
}
// What still hangs on the event loop (a kept connection, a child's pipe) must not hold the prompt back; what was printed
// must still get out.
process.stdout.write('', () => process.exit());
