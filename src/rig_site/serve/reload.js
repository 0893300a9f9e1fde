// Has a page follow the files it is made of; only `rig-site serve` hands it out.
(() => {
  const script = document.currentScript;
  const seen = JSON.parse(script.dataset.seen);
  const kept = `rig-site scroll ${location.pathname}`;

  const scrollBack = () => {
    const place = sessionStorage.getItem(kept);
    if (place) {
      const [left, top] = JSON.parse(place);
      scrollTo({ left, top, behavior: "instant" });
    }
  };
  addEventListener("DOMContentLoaded", scrollBack);
  addEventListener("load", () => {
    scrollBack(); // pictures have their heights by now
    sessionStorage.removeItem(kept);
  });

  let events = null;

  const reload = () => {
    events.close();
    sessionStorage.setItem(kept, JSON.stringify([scrollX, scrollY]));
    location.reload();
  };

  const open = (page) => {
    if (new URL(page, location).pathname === location.pathname) {
      reload();
    } else {
      events.close();
      location.assign(page);
    }
  };

  // A style sheet goes only when the one in its place is there, so that the page is never without.
  const restyle = (number) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]:not([data-replaced])')) {
      const address = new URL(old.href);
      if (address.origin === location.origin) {
        const fresh = old.cloneNode();
        address.searchParams.set("styles", number);
        fresh.href = address;
        fresh.addEventListener("load", () => old.remove());
        fresh.addEventListener("error", () => old.remove());
        old.dataset.replaced = "";
        old.after(fresh);
      }
    }
  };

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  };

  const described = (problem) => {
    const place = problem.path ? `${problem.path}:${problem.line}:${problem.column}: ` : "";
    const parts = [element("h2", place, element("span", problem.severity)), element("p", problem.message)];
    if (problem.excerpt) {
      const excerpt = element("pre", problem.excerpt);
      excerpt.tabIndex = 0; // it may have to be scrolled
      parts.push(excerpt);
    }
    if (problem.allowed) {
      parts.push(element("p", `allowed: ${problem.allowed}`));
    }
    if (problem.suggestion) {
      parts.push(element("p", problem.suggestion));
    }
    const section = element("section", "", ...parts);
    section.className = problem.severity;
    return section;
  };

  let overlay = null;
  let shown = "[]";

  const show = (problems) => {
    const wanted = JSON.stringify(problems);
    if (wanted === shown) {
      return; // whoever closed it has read it
    }
    shown = wanted;
    overlay?.remove();
    overlay = null;
    if (problems.length === 0) {
      return;
    }
    overlay = document.createElement("rig-site-problems");
    const style = element("link", "");
    style.rel = "stylesheet";
    style.href = new URL("overlay.css", script.src);
    const former = seen.site ? "; the page is from the last one that succeeded" : "";
    const heading = element("h1", `This stops the build${former}.`);
    heading.id = "heading";
    const close = element("button", "Close");
    close.type = "button";
    const dialog = element("dialog", "", element("div", "", heading, close), ...problems.map(described));
    dialog.setAttribute("role", "alertdialog");
    dialog.setAttribute("aria-labelledby", heading.id);
    dialog.lang = "en";
    dialog.dir = "ltr";
    close.addEventListener("click", () => dialog.close());
    const begin = () => dialog.isConnected && dialog.showModal();
    style.addEventListener("load", begin);
    style.addEventListener("error", begin);
    overlay.attachShadow({ mode: "open" }).append(style, dialog);
    document.documentElement.append(overlay);
  };

  const follow = (state) => {
    if (state.server === seen.server && state.opened !== seen.opened) {
      open(state.page);
    } else if (state.server !== seen.server || state.site !== seen.site) {
      reload();
    } else {
      if (state.styles !== seen.styles) {
        seen.styles = state.styles;
        restyle(state.styles);
      }
      show(state.problems);
    }
  };

  // A browser has few connections for one server: a page that nobody looks at needs none, and catches up later.
  const listen = () => {
    events?.close();
    if (!document.hidden) {
      events = new EventSource(new URL("events", script.src));
      events.addEventListener("message", (event) => follow(JSON.parse(event.data)));
    }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
