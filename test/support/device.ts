import type { Locator, Page } from 'playwright-core';

/** The same act by mouse or by keyboard alone. */
export interface Device {
  id: 'mouse' | 'keyboard';
  press(target: Locator): Promise<void>;
  choose(target: Locator, label: string): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
  /** Moves a slider to a share of its length. */
  slide(target: Locator, share: number): Promise<void>;
}

export function mouse(page: Page): Device {
  return {
    id: 'mouse',
    press: (target) => target.click(),
    async choose(target, label) {
      await target.selectOption({ label });
    },
    async type(target, text) {
      await target.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    async slide(target, share) {
      await target.scrollIntoViewIfNeeded();
      const box = (await target.boundingBox())!;
      await page.mouse.click(box.x + 8 + share * (box.width - 16), box.y + box.height / 2);
    },
  };
}

/** Goes from stop to stop with Tab until the target has the focus, as somebody without a mouse does. */
export function keyboard(page: Page): Device {
  const reach = async (target: Locator) => {
    await target.waitFor();
    for (let stops = 0; stops < 400; stops++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`not reached by Tab: ${target}`);
  };
  return {
    id: 'keyboard',
    async press(target) {
      await reach(target);
      await page.keyboard.press(
        (await target.evaluate((element) => element.matches('input[type=checkbox]'))) ? 'Space' : 'Enter',
      );
    },
    async choose(target, label) {
      await reach(target);
      const place = await target.evaluate(
        (element, wanted) =>
          [...(element as HTMLSelectElement).options].findIndex((one) => one.label === wanted),
        label,
      );
      if (place < 0) throw new Error(`no option ${label}`);
      await page.keyboard.press('Home');
      for (let i = 0; i < place; i++) await page.keyboard.press('ArrowDown');
    },
    async type(target, text) {
      await reach(target);
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    },
    async slide(target, share) {
      await reach(target);
      await page.keyboard.press('Home');
      const { steps, isWhole } = await target.evaluate((element) => {
        const { min, max, step } = element as HTMLInputElement;
        return { steps: (Number(max) - Number(min)) / Number(step || 1), isWhole: true };
      });
      if (isWhole)
        for (let i = 0; i < Math.round(share * steps); i++) await page.keyboard.press('ArrowRight');
    },
  };
}
