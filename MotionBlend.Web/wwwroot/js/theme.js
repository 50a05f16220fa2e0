// Runs before the first paint: the theme that was chosen, if one was; else the style sheet follows the system.
(() => {
  try {
    const theme = localStorage.getItem("motionblend.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is closed to us (private mode, policy): the system's theme it is.
  }
})();
