import { ACTIVITY } from './activities.ts';

interface Transfer {
  readonly activity: number;
  readonly done: number;
  readonly expected: number;
}

/** Bytes on their way: what runs now, and what has ended (an activity's numbers go when it stops). */
export interface Transfers {
  readonly running: ReadonlyMap<string, Transfer>;
  readonly ended: Readonly<Record<string, number>>;
  /** The totals that activities announced, by activity and kind (`ID 101`). */
  readonly announced: ReadonlyMap<string, number>;
}

export const NO_TRANSFERS: Transfers = { running: new Map(), ended: {}, announced: new Map() };

export function isTransfer(activity: number): boolean {
  return activity === ACTIVITY.fileTransfer || activity === ACTIVITY.copyPath;
}

export function startTransfer(transfers: Transfers, id: string, activity: number): Transfers {
  return { ...transfers, running: new Map(transfers.running).set(id, { activity, done: 0, expected: 0 }) };
}

export function moveTransfer(transfers: Transfers, id: string, done: number, expected: number): Transfers {
  const transfer = transfers.running.get(id);
  if (!transfer) return transfers;
  return { ...transfers, running: new Map(transfers.running).set(id, { ...transfer, done, expected }) };
}

export function endTransfer(transfers: Transfers, id: string): Transfers {
  const transfer = transfers.running.get(id);
  if (!transfer) return transfers;
  const running = new Map(transfers.running);
  running.delete(id);
  const key = String(transfer.activity);
  return { ...transfers, running, ended: { ...transfers.ended, [key]: (transfers.ended[key] ?? 0) + transfer.done } };
}

export function announce(transfers: Transfers, id: string, activity: number, bytes: number): Transfers {
  return { ...transfers, announced: new Map(transfers.announced).set(`${id} ${activity}`, bytes) };
}

/** Downloaded and expected bytes. Copies between stores announce no file transfers: then the unpacked bytes count. */
export function downloadBytes(transfers: Transfers): { bytes: number; expectedBytes: number } {
  const files = totalOf(transfers, ACTIVITY.fileTransfer);
  return files.expectedBytes > 0 ? files : totalOf(transfers, ACTIVITY.copyPath);
}

function totalOf(transfers: Transfers, activity: number): { bytes: number; expectedBytes: number } {
  const running = [...transfers.running.values()].filter((transfer) => transfer.activity === activity);
  const ended = transfers.ended[String(activity)] ?? 0;
  const announced = [...transfers.announced].filter(([key]) => key.endsWith(` ${activity}`)).map(([, bytes]) => bytes);
  const bytes = ended + sum(running.map((transfer) => transfer.done));
  const named = ended + sum(running.map((transfer) => Math.max(transfer.done, transfer.expected)));
  return { bytes, expectedBytes: Math.max(named, sum(announced)) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
