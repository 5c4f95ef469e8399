import path from 'node:path';

const CLI = path.join(import.meta.dirname, '../../dist/nixberry.js');

/** The command line that flashes an image to loop devices as a script would. */
export function flashArgv(image: string, devices: readonly string[], ...more: readonly string[]): readonly string[] {
  const targets = devices.flatMap((device) => ['--to', device]);
  const options = ['--yes', '--allow-virtual', '--allow-fixed', '--no-eject', '--json'];
  return [process.execPath, CLI, 'flash', image, ...targets, ...options, ...more];
}
