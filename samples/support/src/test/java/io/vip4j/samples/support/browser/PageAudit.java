/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.browser;

/** Scripts that look through a page for what keeps people from using it. Each returns a list of complaints. */
public final class PageAudit {

    /** Text of less contrast than WCAG 2.2 asks for (1.4.3): 4.5, and 3 for large text. */
    public static final String CONTRAST = """
            () => {
              const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = color => {
                canvas.clearRect(0, 0, 1, 1);
                canvas.fillStyle = color;
                canvas.fillRect(0, 0, 1, 1);
                const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
                return [r, g, b, a / 255];
              };
              const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
              const luminance = color => {
                const [r, g, b] = color.slice(0, 3).map(c => c / 255)
                  .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = element => {
                const layers = [];
                for (let at = element; at; at = at.parentElement) {
                  layers.push(rgba(getComputedStyle(at).backgroundColor));
                }
                return layers.reverse().reduce((below, top) => over(top, below), rgba('Canvas'));
              };
              const complaints = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                const element = text.parentElement;
                if (!text.data.trim() || !element.checkVisibility() || element.closest('.hidden, script, noscript, style')) {
                  continue;
                }
                const style = getComputedStyle(element);
                const svg = element instanceof SVGElement;
                const background = behind(element);
                const ink = over(rgba(svg ? style.fill : style.color), background);
                const [a, b] = [luminance(ink), luminance(background)].sort((x, y) => y - x);
                const ratio = (a + 0.05) / (b + 0.05);
                const size = parseFloat(style.fontSize);
                const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
                if (ratio < (large ? 3 : 4.5)) {
                  complaints.push(`${text.data.trim()} (${element.className}): ${ratio.toFixed(2)}`);
                }
              }
              return complaints;
            }
            """;

    /** Names, references, headings and landmarks. */
    public static final String STRUCTURE = """
            () => {
              const complaints = [];
              const all = [...document.querySelectorAll('*')];
              const name = element => (element.getAttribute('aria-label')
                || [...(element.labels ?? [])].map(label => label.textContent).join(' ') || element.textContent).trim();
              for (const element of all) {
                if (element.matches('button, a[href], input, [role=img], [role=option]') && element.checkVisibility()
                    && !name(element)) {
                  complaints.push(`without a name: ${element.outerHTML.slice(0, 80)}`);
                }
                if (element.matches('button, input:not([type=radio])') && element.checkVisibility()) {
                  const box = element.getBoundingClientRect();
                  if (box.height < 24 || box.width < 24) { // WCAG 2.2, 2.5.8
                    complaints.push(`too small to hit: ${name(element)} ${box.width}x${box.height}`);
                  }
                }
                for (const attribute of ['aria-controls', 'aria-labelledby', 'aria-describedby', 'for']) {
                  for (const id of (element.getAttribute(attribute) ?? '').split(' ').filter(Boolean)) {
                    if (!document.getElementById(id)) {
                      complaints.push(`${attribute} leads nowhere: ${id}`);
                    }
                  }
                }
                if (Number(element.getAttribute('tabindex')) > 0) {
                  complaints.push(`tabindex above 0: ${element.id}`);
                }
                if (element.closest('[aria-hidden=true]') && element.matches('button, input, a[href]') && element.tabIndex >= 0) {
                  complaints.push(`hidden, but the keyboard comes to it: ${element.outerHTML.slice(0, 80)}`);
                }
              }
              const ids = all.map(element => element.id).filter(Boolean);
              complaints.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map(id => `twice: ${id}`));
              const levels = all.filter(element => /^H[1-6]$/.test(element.tagName) && element.checkVisibility())
                .map(element => Number(element.tagName[1]));
              levels.forEach((level, i) => {
                if (level > (levels[i - 1] ?? 0) + 1) {
                  complaints.push(`heading of level ${level} after ${levels[i - 1]}`);
                }
              });
              for (const landmark of ['main', 'body > header', 'body > footer', 'h1']) {
                if (document.querySelectorAll(landmark).length !== 1) {
                  complaints.push(`not exactly one: ${landmark}`);
                }
              }
              if (!document.documentElement.lang) {
                complaints.push('no language');
              }
              if (document.querySelectorAll('[role=option][tabindex="0"]').length !== 1) {
                complaints.push('the timeline has not exactly one place in the order of Tab');
              }
              if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
                complaints.push('scrolls sideways');
              }
              return complaints;
            }
            """;

    private PageAudit() {}
}
