import { app, dialog } from 'electron';
import { mainWords } from './words.ts';

/** Says why there will be no window, and ends: without one the process would only keep the next start from having one. */
export function endWith(error: unknown): void {
  dialog.showErrorBox(mainWords().t('window.fatal.title'), error instanceof Error ? error.message : String(error));
  app.exit(1);
}

/** Says that the page is not loaded any more. The window stays: a job in main goes on. */
export function tellGivenUp(): void {
  const { t } = mainWords();
  void dialog.showMessageBox({ type: 'error', message: t('window.crashed.title'), detail: t('window.crashed.text') });
}
