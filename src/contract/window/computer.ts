import * as z from 'zod';
import { ssid, WIFI_SECURITIES } from '../../core/spec/wifi.ts';
import { nothing } from './call.ts';

const short = z.string().max(200).nullable();

/** The Wi-Fi network that this computer is on. */
export const computerWifiSchema = z.strictObject({
  ssid,
  /** `other`: what a Pi cannot be told here (802.1X, WEP). Null where nobody says. */
  security: z.enum([...WIFI_SECURITIES, 'other']).nullable(),
  hidden: z.boolean(),
  /** Whether it is worth asking for the passphrase: the person may still be refused it. */
  askable: z.boolean(),
});

/** What this computer suggests for a Pi; null where it says nothing. Nothing of it is checked, and nothing of it is secret. */
export const computerSchema = z.strictObject({
  user: short,
  timeZone: short,
  locale: short,
  /** Two capital letters, by the locale: where a language is from is not where the computer is. */
  country: short,
  keyboard: short,
  wifi: computerWifiSchema.nullable(),
});

export const computerCalls = {
  /** Looks anew at each call, in bounded time; never fails. */
  'computer.look': { input: nothing, output: computerSchema },
  /**
   * Puts the passphrase that this computer has of a network among the secrets. The page never sees it: the topic `secrets`
   * says that it is there. Throws AppError `wifi-passphrase-unreadable` and `secret-refused`.
   */
  'computer.wifiPassphrase': {
    input: z.strictObject({ ssid, security: z.enum(WIFI_SECURITIES).exclude(['open']) }),
    output: nothing,
  },
} as const;

export type Computer = Readonly<z.infer<typeof computerSchema>>;
export type ComputerWifi = Readonly<z.infer<typeof computerWifiSchema>>;
