import { BrowserWindow, dialog, type FileFilter } from 'electron';

export interface Dialogs {
  /** A path that the person chose; null when they did not. */
  openFile(options: { readonly title: string; readonly filters?: readonly FileFilter[] }): Promise<string | null>;
  openFolder(options: { readonly title: string }): Promise<string | null>;
  saveFile(options: {
    readonly title: string;
    readonly suggested: string;
    readonly filters?: readonly FileFilter[];
  }): Promise<string | null>;
}

/** The system's own dialogs: the only way in which a path comes from a person. */
export function createDialogs(): Dialogs {
  return {
    openFile: async ({ title, filters = [] }) => {
      const options = { title, filters: [...filters], properties: ['openFile' as const] };
      return (await show((window) => dialog.showOpenDialog(window, options))).filePaths[0] ?? null;
    },
    openFolder: async ({ title }) => {
      const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] };
      return (await show((window) => dialog.showOpenDialog(window, options))).filePaths[0] ?? null;
    },
    saveFile: async ({ title, suggested, filters = [] }) => {
      const options = { title, defaultPath: suggested, filters: [...filters] };
      const { canceled, filePath } = await show((window) => dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}

/** As Electron gives them: not every one was made by the constructor. */
type OpenWindow = ReturnType<typeof BrowserWindow.getAllWindows>[number];

async function show<Result>(work: (window: OpenWindow) => Promise<Result>): Promise<Result> {
  const windows = BrowserWindow.getAllWindows();
  if (windows[0] === undefined) throw new Error('there is no window to ask in');
  return work(windows[0]);
}
