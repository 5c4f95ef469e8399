import type { Page } from '@playwright/test';

/** What is wrong with the banner of an error as it is shown now; nothing for one that a person can read. */
export async function bannerFlaws(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const flaws: string[] = [];
    const banners = [...document.querySelectorAll('[role=alert]')];
    const [banner] = banners;
    if (banners.length !== 1 || banner === undefined) return [`${banners.length} banners`];
    const text = banner.textContent;
    const what = banner.querySelector('p')?.textContent.trim() ?? '';
    const next = banner.querySelector('p + div')?.textContent.trim() ?? '';
    if (what === '') flaws.push('does not say what happened');
    if (next === '') flaws.push('does not say what to do');
    if (/\b(?:error|refusal|download|secret|nix-cause|window)\.[a-z][\w-]*\.?/.test(text)) flaws.push('a raw key');
    if (/\{\w+[,}]/.test(text)) flaws.push('an argument');
    if (/\b(?:null|undefined|NaN)\b/.test(text)) flaws.push('no value');
    // What is handed on to another program (`sh -s -- --daemon`) is no option of ours.
    if (/nixberry [a-z]|(?<!-- )--[a-z]|[Ss]ame command/.test(text)) flaws.push('of the terminal');
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
  });
}
