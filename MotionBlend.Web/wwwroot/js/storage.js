// What this browser remembers. Where storage is closed to us, it remembers until the tab is closed.
const session = new Map();

export function read(key) {
  try {
    return localStorage.getItem(`motionblend.${key}`) ?? session.get(key) ?? null;
  } catch {
    return session.get(key) ?? null;
  }
}

export function write(key, value) {
  session.set(key, value);
  try {
    localStorage.setItem(`motionblend.${key}`, value);
  } catch {
    // Kept for this tab only.
  }
}
