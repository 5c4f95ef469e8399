import { Message, sessionBus } from '@jellybrick/dbus-next';
import { onTestFinished } from 'vitest';

/** What the desktop was asked to tell a person. */
export interface Notice {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

/** The services of a desktop, as far as the window uses them: what it was asked for, and a person's answer to it. */
export interface StandInDesktop {
  readonly notices: readonly Notice[];
  /** The services that were asked not to suspend the computer, and were not told yet that they may again. */
  readonly inhibited: () => readonly SleepService[];
  /** How often any was asked. */
  readonly asked: () => number;
  /** A person presses a notification. */
  readonly press: (notice: Notice) => void;
}

/** GNOME's, also of Cinnamon and MATE; that of Plasma and Xfce. */
export type SleepService = 'org.gnome.SessionManager' | 'org.freedesktop.PowerManagement';

/** The signature of what a call is answered with, and that. */
type Answer = readonly [signature: string, body: readonly unknown[]];

const NOTIFICATIONS = 'org.freedesktop.Notifications';
const NOTIFICATIONS_PATH = '/org/freedesktop/Notifications';
/** Of `Inhibit` of GNOME's session manager: what must not happen. */
const SUSPEND_FLAG = 4;
/** Of `NotificationClosed`: by the person. */
const DISMISSED = 2;

/** Puts the services on this bus, until the test has ended. */
export async function standInDesktop(busAddress: string, sleep: readonly SleepService[]): Promise<StandInDesktop> {
  const bus = sessionBus({ busAddress });
  onTestFinished(() => bus.disconnect());
  const notices: Notice[] = [];
  const inhibited = new Map<number, SleepService>();
  let cookies = 0;

  const inhibit = (service: SleepService): Answer => {
    cookies++;
    inhibited.set(cookies, service);
    return ['u', [cookies]];
  };
  const allow = (cookie: unknown): Answer => {
    inhibited.delete(Number(cookie));
    return ['', []];
  };
  const notify = (title: unknown, body: unknown): Answer => {
    notices.push({ id: notices.length + 1, title: String(title), body: String(body) });
    return ['u', [notices.length]];
  };
  const answerTo = ({ interface: name, member, body }: Message): Answer | null => {
    switch (`${name}.${member}`) {
      case `${NOTIFICATIONS}.GetServerInformation`:
        return ['ssss', ['stand-in', 'nixberry', '1', '1.2']];
      case `${NOTIFICATIONS}.GetCapabilities`:
        return ['as', [['actions', 'body', 'body-markup']]];
      case `${NOTIFICATIONS}.Notify`:
        return notify(body[3], body[4]);
      case 'org.gnome.SessionManager.Inhibit':
        return (Number(body[3]) & SUSPEND_FLAG) === 0 ? null : inhibit('org.gnome.SessionManager');
      case 'org.freedesktop.PowerManagement.Inhibit.Inhibit':
        return inhibit('org.freedesktop.PowerManagement');
      case 'org.gnome.SessionManager.Uninhibit':
      case 'org.freedesktop.PowerManagement.Inhibit.UnInhibit':
        return allow(body[0]);
      default:
        return null;
    }
  };
  bus.addMethodHandler((message: Message) => {
    const answer = answerTo(message);
    if (answer === null) return false;
    const [signature, body] = answer;
    bus.send(Message.newMethodReturn(message, signature, [...body]));
    return true;
  });
  for (const name of [NOTIFICATIONS, ...sleep]) await bus.requestName(name);

  const signal = (member: string, signature: string, body: readonly unknown[]): void =>
    bus.send(Message.newSignal(NOTIFICATIONS_PATH, NOTIFICATIONS, member, signature, [...body]));
  return {
    notices,
    inhibited: () => [...inhibited.values()],
    asked: () => cookies,
    press: ({ id }) => {
      signal('ActionInvoked', 'us', [id, 'default']);
      signal('NotificationClosed', 'uu', [id, DISMISSED]);
    },
  };
}
