import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Runs in the page's process, in a world of its own, and hands three functions over: no Electron object and no callback of
// Electron's reaches the page (checklist 20). The names are those of `CHANNELS` in contract/api.ts, which a sandboxed
// preload could import only by bundling zod into itself; a test holds them equal.
let tell: (topic: string, value: unknown) => void = () => undefined;
ipcRenderer.on('topic', (_event, topic: string, value: unknown) => {
  tell(topic, value);
});

contextBridge.exposeInMainWorld('nixberry', {
  call: (name: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  // Only a File that a person dropped has a path; one that the page makes up has none.
  dropped: (file: File): Promise<unknown> => ipcRenderer.invoke('dropped', webUtils.getPathForFile(file)),
  listen: (listener: (topic: string, value: unknown) => void): void => {
    tell = listener;
  },
});
