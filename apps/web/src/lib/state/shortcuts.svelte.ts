const KEY = 'single-keys';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Whether single keys do something, kept in this browser: who speaks to a computer, or slips, can switch them off. */
class Shortcuts {
  on = $state(stored());

  choose(on: boolean): void {
    this.on = on;
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'off');
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  }
}

/** The shortcuts of this page. */
export const shortcuts = new Shortcuts();

/** Whether a key is meant for what is being typed into, or for something that has keys of its own. */
export function isForField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, select, textarea, dialog') !== null)
  );
}
