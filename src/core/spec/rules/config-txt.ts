import type { Board } from '../../boards/board.ts';
import type { Problem, SettingWarning } from '../codes.ts';
import type { Settings } from '../settings.ts';
import type { Verdict } from './rules.ts';

/** What changes the firmware's device tree: U-Boot takes mainline's own instead (FDTDIR), and the lines do nothing. */
const DEVICE_TREE = /^(dtparam|dtoverlay|camera_auto_detect|display_auto_detect)\s*=/;
const UART_OFF = /^enable_uart\s*=\s*0\s*$/;
const FILTER = /^\[(.*)\]$/;
/** Sections that no board before the Pi 5 reads. */
const NOT_BEFORE_PI5 = ['pi5', 'pi500', 'cm5', 'none'];

/** Lines for config.txt that do harm, or nothing. */
export function configTxtRule({ configTxt, kernel }: Settings, board: Board): Verdict {
  const problems: Problem[] = [];
  const warnings: SettingWarning[] = [];
  let section = 'all';
  for (const [at, line] of configTxt.entries()) {
    const path = `configTxt[${at}]`;
    section = FILTER.exec(line)?.[1] ?? section;
    // U-Boot hangs there without its serial port (nixos-hardware pull request 1894, Pi 0 to 4).
    if (UART_OFF.test(line) && board.family !== 'pi5' && !NOT_BEFORE_PI5.includes(section))
      problems.push({ path, code: 'config-txt-uart', facts: { board: board.title } });
    if (kernel === 'mainline' && DEVICE_TREE.test(line))
      warnings.push({ path, code: 'config-txt-dead', facts: { line } });
  }
  return { problems, warnings };
}
