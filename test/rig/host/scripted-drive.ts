import { diskInFile, type Disk } from './disk.ts';
import { serveNbd } from './nbd-server.ts';

/** A drive that is a program, on its socket. */
export interface ScriptedDrive {
  /** After this its file has what reached it, and nothing more comes. */
  close(): Promise<void>;
}

/** Serves on `socket` what `make` makes of the disk in `file`. */
export async function startScriptedDrive(
  socket: string,
  file: string,
  make: (file: Disk) => Disk,
): Promise<ScriptedDrive> {
  const inFile = await diskInFile(file);
  const server = await serveNbd(socket, make(inFile));
  return {
    close: async () => {
      await server.close();
      await inFile.close();
    },
  };
}
