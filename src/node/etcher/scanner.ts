import type { ScannerLine } from '../../contract/etcher-scanner.ts';

/**
 * A program of its own, run by plain Node: etcher-sdk's native parts do not load in Electron. Looks for Compute Modules and
 * Zeros that wait for a program over USB, and starts them as mass storage; prints lines as `ScannerLine` says.
 */
async function main(): Promise<void> {
  // Only the two files that are needed: the package as a whole loads drive and compression libraries, too.
  const [{ Scanner }, { UsbbootDeviceAdapter }, { UsbbootDrive }] = await Promise.all([
    import('etcher-sdk/build/scanner/scanner.js'),
    import('etcher-sdk/build/scanner/adapters/usbboot.js'),
    import('etcher-sdk/build/source-destination/usbboot.js'),
  ]);
  const scanner = new Scanner([new UsbbootDeviceAdapter()]);
  const tell = (): void => {
    const boards = [...scanner.drives].filter((drive) => drive instanceof UsbbootDrive);
    print({ type: 'boards', ports: boards.map(({ usbDevice }) => usbDevice.portId).sort() });
  };
  scanner.on('error', (error: unknown) => process.stderr.write(`${String(error)}\n`));
  await scanner.start();
  tell();
  scanner.on('attach', tell);
  scanner.on('detach', tell);

  // The end of stdin is how we learn that our parent is gone, even when it was killed. The USB library keeps us alive else.
  process.stdin.on('end', () => {
    scanner.stop();
    process.exit(0);
  });
  process.stdin.resume();
}

function print(line: ScannerLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main().catch((error: unknown) => {
  print({ type: 'unavailable', detail: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
});
