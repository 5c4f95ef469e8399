import type { ElectronApplication } from '@playwright/test';

/** What a person would choose in the system's dialogs; null, or nothing said, for Cancel. */
export interface DialogAnswers {
  readonly open?: readonly string[] | null;
  readonly save?: string | null;
  /** The number of the button in a question; 0 is the first. */
  readonly button?: number;
}

/** From now on the system's dialogs are answered so, without being shown. */
export async function answerDialogs(app: ElectronApplication, answers: DialogAnswers): Promise<void> {
  await app.evaluate(({ dialog }, { open, save, button }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: !open, filePaths: [...(open ?? [])] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: !save, filePath: save ?? '' });
    dialog.showMessageBox = () => Promise.resolve({ response: button ?? 0, checkboxChecked: false });
  }, answers);
}
