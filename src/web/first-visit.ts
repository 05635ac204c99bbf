const KEY = 'holling tour';

/** Whether no study was opened in this browser before; without storage, it never is. */
export function isFirstVisit(): boolean {
  try {
    if (window.localStorage.getItem(KEY) !== null) return false;
    window.localStorage.setItem(KEY, 'seen');
    return true;
  } catch {
    return false;
  }
}
