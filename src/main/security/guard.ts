import { app, session, type WebContents, type IpcMainInvokeEvent } from 'electron';
import { ORIGIN, PAGE_URL } from '../protocol.ts';

/** What holds for everything that shows a page in this program; the numbers are those of Electron's security checklist. */
export function guardPages(): void {
  const { defaultSession } = session;
  // 5: whatever a page asks for (camera, location, USB ...), the answer is no.
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false);
  });
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents);
  });
}

function guardContents(contents: WebContents): void {
  // 13: the page stays our page. Links outside go through `app.openExternal`, by name.
  contents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault();
  });
  // 14: there is one window, which main has made.
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // 12: no <webview>, whatever the page says.
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}

/** 17: whether a message comes from the top frame of the window that we made, and from our own page in it. */
export function isFromPage(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  page: WebContents | null,
): boolean {
  const { sender, senderFrame } = event;
  if (page === null || sender !== page || senderFrame === null) return false;
  return senderFrame === page.mainFrame && senderFrame.url.startsWith(`${ORIGIN}/`) && isOurPage(senderFrame.url);
}

function isOurPage(url: string): boolean {
  return url === PAGE_URL || url.startsWith(`${PAGE_URL}#`) || url.startsWith(`${PAGE_URL}?`);
}
