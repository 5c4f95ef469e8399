import * as z from 'zod';
import { shaped } from './text.ts';

const BYTE = '(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const ADDRESS = `${BYTE}(\\.${BYTE}){3}`;

/** IPv4 without leading zeros, which some programs read as octal. */
const ipv4 = shaped(new RegExp(`^${ADDRESS}$`), 'ipv4-address');

/** Address and prefix length, `192.168.1.5/24`. */
const ipv4Prefix = shaped(new RegExp(`^${ADDRESS}/([1-9]|[12][0-9]|3[0-2])$`), 'ipv4-prefix');

/** IPv4 of the Ethernet socket; IPv6 stays automatic. */
export const ethernet = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('dhcp') }),
    z.strictObject({
      method: z.literal('static'),
      address: ipv4Prefix,
      gateway: ipv4.nullable().default(null),
      dns: z.array(ipv4).default([]),
    }),
  ])
  .prefault({ method: 'dhcp' });
