import type { Words } from '../../src/words/words.ts';

/** What a setting is called inside a sentence: `wifi.networks[0].ssid` is "name of the network". */
export function settingName({ t, hasWords }: Words, path: string): string {
  const parts = path.replaceAll(/\[\d+\]/g, '').split('.');
  // The nearest name above: a field that has none of its own is part of something that has.
  for (let length = parts.length; length > 0; length -= 1) {
    const name = parts.slice(0, length).join('.');
    const key = [`window.setting.${name}`, `setting.field.${name}`].find(hasWords);
    if (key !== undefined) return t(key);
  }
  return path;
}
