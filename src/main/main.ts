import { app, type WebContents } from 'electron';
import { join } from 'node:path';
import { CHANNELS } from '../contract/api.ts';
import { mayClose } from './closing.ts';
import { createEarlyFiles } from './early-files.ts';
import { endWith, tellGivenUp } from './fatal.ts';
import { createHandlers } from './handlers.ts';
import { openFromOutside } from './images/open-from-outside.ts';
import { openGate } from './ipc/gate.ts';
import { createTopics } from './ipc/topics.ts';
import { openDevToolsByKey, setMenu } from './menu.ts';
import { declareScheme, serveFrom } from './protocol.ts';
import { guardPages, isFromPage } from './security/guard.ts';
import { createServices } from './services.ts';
import { readStart } from './start.ts';
import { createWindow } from './window.ts';
import { mainWords } from './words.ts';

// The order matters: what must be said before the app is ready comes first.
// Checklist 4, for every process. Root has no sandbox: `npm start` then says so, and gives the switch, which this would undo.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareScheme();
// What macOS was told to open comes as an event: that of the start itself before the app is ready.
const files = createEarlyFiles();
app.on('open-file', (event, file) => {
  event.preventDefault();
  files.add(file);
});

// A second start hands over what it was told to open, and ends.
if (app.requestSingleInstanceLock()) void app.whenReady().then(run).catch(endWith);
else app.quit();

function run(): void {
  let page: WebContents | null = null;
  const topics = createTopics((topic, value) => {
    if (page && !page.isDestroyed()) page.send(CHANNELS.topic, topic, value);
  });
  const services = createServices(readStart(process.argv, app.isPackaged), topics.publish);
  const here = import.meta.dirname;

  guardPages();
  setMenu(process.platform, mainWords());
  serveFrom(join(here, 'renderer'));
  openGate({
    handlers: createHandlers(services, topics),
    dropped: (path) => services.images.openPath(path),
    isTrusted: (event) => isFromPage(event, page),
    onError: services.noted.error,
  });
  const hooks = {
    mayClose: () => mayClose(services, mainWords()),
    onCrash: (reason: string) => services.noted.error(`page ${reason}`, { code: 'unexpected', facts: {} }),
    onPageGone: () => services.driveList.watch(false),
    onGivenUp: tellGivenUp,
  };
  const window = createWindow(join(here, 'preload.cjs'), hooks);
  page = window.webContents;
  if (!app.isPackaged) openDevToolsByKey(page);
  const open = (file: string | null, folder: string): void => {
    if (file !== null)
      void openFromOutside(services.images, file, folder, (opened) => topics.publish('opened', opened));
  };
  open(services.start.file, process.cwd());
  files.follow((file) => open(file, process.cwd()));
  app.on('second-instance', (_event, argv, folder) => {
    open(readStart(argv, app.isPackaged).file, folder);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
}
