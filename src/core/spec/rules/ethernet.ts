import type { Board } from '../../boards/board.ts';
import type { Problem, SettingWarning } from '../codes.ts';
import { ipv4Number, isHostOf, isUnicast, subnetOf } from '../ipv4.ts';
import type { Settings } from '../settings.ts';
import { isWifiOn } from '../wifi.ts';
import type { Verdict } from './rules.ts';

/** Fixed addresses, and whether there is a way into the network at all. */
export function ethernetRule({ ethernet, wifi, ssh }: Settings, board: Board): Verdict {
  const problems: Problem[] = [];
  const warnings: SettingWarning[] = [];
  const facts = { board: board.title };
  if (!board.ethernet && !isWifiOn(wifi) && ssh.enable)
    warnings.push({ path: 'wifi.networks', code: 'no-network', facts });
  if (ethernet.method === 'dhcp') return { problems, warnings };

  const { address, gateway, dns } = ethernet;
  const subnet = subnetOf(address);
  if (!isHostOf(subnet, subnet.address) || !isUnicast(subnet.address))
    problems.push({ path: 'ethernet.address', code: 'address-unusable', facts: { address } });
  if (gateway !== null) {
    const number = ipv4Number(gateway);
    if (number === subnet.address)
      problems.push({ path: 'ethernet.gateway', code: 'gateway-itself', facts: { gateway } });
    else if (!isHostOf(subnet, number))
      problems.push({ path: 'ethernet.gateway', code: 'gateway-outside', facts: { gateway, address } });
    if (dns.length === 0) warnings.push({ path: 'ethernet.dns', code: 'no-dns', facts: {} });
  }
  if (!board.ethernet) warnings.push({ path: 'ethernet', code: 'no-ethernet', facts });
  return { problems, warnings };
}
