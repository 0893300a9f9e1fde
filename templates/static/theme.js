// The colour theme.  Loaded in the head, so that a chosen theme is there before anything is painted.
(() => {
  const root = document.documentElement;
  const say = document.currentScript.dataset;
  const themes = ["auto", "light", "dark"];

  const remembered = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage can be forbidden
    }
  };

  const remember = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // then it holds for this page
    }
  };

  const show = (theme) => {
    root.dataset.theme = theme;
    const button = document.querySelector(".theme");
    if (button) {
      button.firstElementChild.textContent = say[theme];
      button.setAttribute("aria-label", say[`${theme}Label`]);
    }
  };

  root.classList.add("js");
  show(themes.includes(remembered()) ? remembered() : "auto");

  document.addEventListener("DOMContentLoaded", () => {
    show(root.dataset.theme);
    document.querySelector(".theme").addEventListener("click", () => {
      const theme = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
      remember(theme);
      show(theme);
    });
  });
})();
