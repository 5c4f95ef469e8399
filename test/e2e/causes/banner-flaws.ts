import type { Page } from '@playwright/test';
import type { ErrorWords } from '../../../src/words/error-words.ts';

/** What a banner has to say, and whether it may send people to the terminal. */
export interface ExpectedBanner extends ErrorWords {
  readonly mayNameCommands: boolean;
}

/** What is wrong with the banner of an error as it is shown now; nothing for one that says this, and that a person can read. */
export async function bannerFlaws(page: Page, expected: ExpectedBanner): Promise<readonly string[]> {
  return page.evaluate(({ message, next: advice, mayNameCommands }) => {
    const flaws: string[] = [];
    const banners = [...document.querySelectorAll('[role=alert]')];
    const [banner] = banners;
    if (banners.length !== 1 || banner === undefined) return [`${banners.length} banners`];
    const text = banner.textContent;
    const what = banner.querySelector('p')?.textContent.trim() ?? '';
    const next = banner.querySelector('p + div')?.textContent.trim() ?? '';
    if (what !== message.trim()) flaws.push(`says "${what}", not what happened: "${message}"`);
    if (next !== advice.trim()) flaws.push(`says "${next}", not what to do: "${advice}"`);
    if (/\b(?:error|refusal|download|secret|nix-cause|window)\.[a-z][\w-]*\.?/.test(text)) flaws.push('a raw key');
    if (/\{\w+[,}]/.test(text)) flaws.push('an argument');
    if (/\b(?:null|undefined|NaN)\b/.test(text)) flaws.push('no value');
    // What is handed on to another program (`sh -s -- --daemon`) is no option of ours.
    if (!mayNameCommands && /nixberry [a-z]|(?<!-- )--[a-z]|[Ss]ame command/.test(text)) flaws.push('of the terminal');
    const { left, right, top } = banner.getBoundingClientRect();
    if (left < 0 || right > innerWidth) flaws.push(`out of the window: ${left} to ${right} of ${innerWidth}`);
    if (top < 0 || top > innerHeight / 2) flaws.push(`begins at ${top} of ${innerHeight}`);
    for (const part of [banner, ...banner.querySelectorAll('*')]) {
      const { overflow, textOverflow } = getComputedStyle(part);
      if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0) flaws.push(`${part.tagName} is too wide`);
      if (overflow !== 'visible' && part.scrollHeight > part.clientHeight + 1) flaws.push(`${part.tagName} is cut off`);
      if (textOverflow === 'ellipsis') flaws.push(`${part.tagName} is cut short`);
    }
    return flaws;
  }, expected);
}
