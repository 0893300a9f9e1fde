// Anchors of dates, such as #061123, lead to the page of the year that the session's row has moved to.
(() => {
  const years = [...document.querySelectorAll(".years [data-rows]")].map((link) => link.href);

  const sendOn = async () => {
    const name = location.hash.slice(1);
    if (!/^[\w-]+$/.test(name) || document.getElementById(name)) return;
    for (const year of years) {
      const reply = await fetch(year);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (page.getElementById(name)) return location.replace(`${year}#${name}`);
    }
  };

  sendOn();
  addEventListener("hashchange", sendOn);
})();
