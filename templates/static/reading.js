// What helps to read a text: contents that follow, code that can be copied, images at full size in place.
(() => {
  const say = document.currentScript.dataset;
  const lang = document.currentScript.closest("[lang]").lang;
  const made = (tag, properties) => Object.assign(document.createElement(tag), { lang, ...properties });

  // The part that is being read is that of the last heading that has passed the top quarter of the window.
  const follow = (contents) => {
    const parts = [...contents.querySelectorAll("a")].map((link) => ({
      link,
      heading: document.getElementById(decodeURIComponent(link.hash.slice(1))),
    }));
    const mark = () => {
      const current = parts.findLast(({ heading }) => heading?.getBoundingClientRect().top < innerHeight / 4);
      for (const part of parts) part.link.ariaCurrent = part === current ? "true" : null;
    };
    const wide = matchMedia("(min-width: 64rem)");
    const unfold = () => {
      if (wide.matches) contents.querySelector("details").open = true;
    };
    addEventListener("scroll", mark, { passive: true });
    wide.addEventListener("change", unfold);
    unfold();
    mark();
  };
  const contents = document.querySelector(".contents");
  if (contents) follow(contents);

  for (const code of navigator.clipboard ? document.querySelectorAll(".prose pre") : []) {
    const frame = made("div", { className: "copied-code" });
    const button = made("button", { type: "button", textContent: say.copy });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        return getSelection().selectAllChildren(code); // it can be copied by hand
      }
      button.textContent = say.copied;
      setTimeout(() => {
        button.textContent = say.copy;
      }, 2000);
    });
    code.replaceWith(frame);
    frame.append(code, button);
  }

  const full = (link) => {
    const dialog = made("dialog", { className: "full-size" });
    const { src, alt } = link.querySelector("img");
    dialog.ariaLabel = alt;
    const close = made("button", { type: "button", textContent: say.close });
    dialog.append(close, made("img", { src, alt }));
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  for (const link of document.querySelectorAll("a.image:has(> img)")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      full(link);
    });
  }
})();
