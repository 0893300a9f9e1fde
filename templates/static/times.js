// A session's hours by the visitor's own clock, where that differs from the group's.
(() => {
  const day = new Intl.DateTimeFormat("en", { weekday: "short" });
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

  for (const local of document.querySelectorAll(".local")) {
    const hours = local.parentElement.querySelector(".hours");
    const start = new Date(hours.dateTime);
    const end = new Date(hours.dataset.ends);
    const there = new Date(`${hours.dateTime.slice(0, 19)}Z`); // the group's clock, read as if it were UTC
    const here = new Date(start.getTime() - start.getTimezoneOffset() * 60_000);
    if (here.getTime() !== there.getTime()) {
      const date = here.getUTCDate() === there.getUTCDate() ? "" : `${day.format(start)} `;
      local.textContent = `${date}${clock(start)}–${clock(end)} your time`;
    }
  }
})();
