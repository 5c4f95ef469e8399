import { bootTest, type BootRequest } from '../../core/boot-test/boot-test.ts';
import type { BootEvent, BootResult } from '../../core/boot-test/events.ts';
import type { BootPorts } from '../../core/boot-test/ports.ts';
import { sanitizeForDisplay } from '../../core/drives/display.ts';
import { AppError } from '../../core/errors/app-error.ts';
import { EXIT } from '../../core/errors/exit.ts';
import { followJob } from '../../core/jobs/follow-job.ts';
import { copyCard } from '../../node/boot-test/card-copy.ts';
import { keepLog } from '../../node/boot-test/keep-log.ts';
import { machines } from '../../node/boot-test/machine.ts';
import { images } from '../../node/images/images.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';
import { createBootRenderer } from './renderer.ts';

/** As much of a console's end as fits beside an error. */
const TAIL_LINES = 12;

const PORTS: BootPorts = { images, machines, copyCard, keepLog, clock: performance };

/** Starts an image and shows it. Resolves to the exit code; throws the AppError that it ended with. */
export async function runBootTest(
  { terminal, signal }: Context,
  request: BootRequest,
  ports: BootPorts = PORTS,
): Promise<number> {
  const renderer = await createBootRenderer(terminal);
  let tail: readonly string[] = [];
  const take = (event: BootEvent): void => {
    if (event.type === 'console' && event.line.trim() !== '') tail = [...tail, event.line].slice(-TAIL_LINES);
    renderer.show(event);
  };
  try {
    const result = await followJob<BootEvent, BootResult>(bootTest(request, ports, signal), take);
    renderer.end();
    terminal.emit({ type: 'booted', image: request.image, ...result });
    terminal.print(resultWords(request, result));
    terminal.say(t('cli.boot-test.not-tested'));
    return EXIT.done;
  } catch (thrown) {
    renderer.end();
    if (thrown instanceof AppError && thrown.code === 'boot-failed')
      for (const line of tail) terminal.complain(terminal.errStyle.dim(`  ${sanitizeForDisplay(line)}`));
    throw thrown;
  }
}

function resultWords({ image, until }: BootRequest, { ms, line }: BootResult): string {
  return until === null
    ? t('cli.boot-test.login', { image, ms, line })
    : t('cli.boot-test.seen', { image, ms, text: until });
}
