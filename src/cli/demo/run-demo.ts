import { join } from 'node:path';
import { EXIT } from '../../core/errors/exit.ts';
import { makeDemoImage } from '../../node/demo/demo.ts';
import { createNixPort } from '../../node/nix/nix-port.ts';
import { UNKNOWN_ORIGIN } from '../flash/origin.ts';
import { runFlash, type FlashOrder } from '../flash/run-flash.ts';
import { whileAwake } from '../awake.ts';
import { inTempFolder, makeTempFolder } from '../in-temp-folder.ts';
import { showBuild } from '../nix/show-build.ts';
import type { Context } from '../run.ts';
import { t } from '../words.ts';

/** Builds the demo's image and writes it to a virtual card, which stays. Resolves to the exit code. */
export async function runDemo(context: Context, nix: 'auto' | 'never'): Promise<number> {
  const { terminal, signal } = context;
  return inTempFolder(async (workDir) => {
    terminal.say(t('cli.demo.building'));
    const ports = { nix: createNixPort(), clock: performance };
    // The flake is a copy of ours in a temporary folder: its path says nothing to anybody.
    const events = makeDemoImage({ nix, workDir }, ports, signal);
    const { imagePath, bytes, builtBy } = await whileAwake(context, 'build', () =>
      showBuild(context, events, { untold: ['target'] }),
    );
    if (imagePath === null) throw new Error('the demo made no image');
    terminal.say(t(`cli.demo.built-by-${builtBy}`, { bytes }));
    const cardPath = join(await makeTempFolder(), 'card.img');
    const order: FlashOrder = {
      image: imagePath,
      targets: [{ kind: 'file', path: cardPath, cardBytes: null, exists: false }],
      ...{
        yes: true,
        rewriteBadBlock: false,
        verify: true,
        eject: false,
        probe: 'new',
        onlyChanged: false,
        skipFree: false,
      },
      ...{ expectSha256: null, allowVirtual: false, allowFixed: false },
      lay: { origin: { ...UNKNOWN_ORIGIN, builtAt: new Date().toISOString() }, seedFor: () => Promise.resolve(null) },
    };
    const exitCode = await runFlash(context, order, { next: t('cli.demo.next', { path: cardPath }) });
    if (exitCode === EXIT.done) terminal.emit({ type: 'demo', builtBy, cardPath });
    return exitCode;
  });
}
