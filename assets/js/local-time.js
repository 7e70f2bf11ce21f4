// Shows a deadline in the reader's own time zone where the clock there says something else.
export function showLocalTimes() {
  // Plain "en" would put the month first.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  for (const element of document.querySelectorAll("[data-portal-local-time]")) {
    const written = element.dataset.portalLocalTime;
    const moment = new Date(written);
    const here = -moment.getTimezoneOffset();
    if (Number.isNaN(moment.getTime()) || here === offsetInMinutes(written)) continue;
    const words = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(moment);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    element.textContent = `${element.dataset.label} ${words} (${zone})`;
    element.hidden = false;
  }
}

function offsetInMinutes(written) {
  const [, sign, hours, minutes] = written.match(/([+-])(\d\d):(\d\d)$/) ?? [null, "+", "0", "0"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
