// The scoring sheet saves by itself while one scores, and shows what the server then adds up. Without this file the buttons do the same.
const PAUSE = 2000;

export function keepScoreSheet() {
  const sheet = document.querySelector("[data-portal-sheet]");
  if (!sheet) return;
  let timer;
  let asked = 0;
  const changed = () => {
    asked += 1;
    say(sheet, sheet.dataset.unsaved);
    clearTimeout(timer);
    timer = setTimeout(() => save(sheet, asked, () => asked), PAUSE);
  };
  sheet.addEventListener("input", changed);
  sheet.addEventListener("change", changed);
  sheet.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sheet.dataset.saving) return;
    // The saving on its way will change the revision: wait for it.
    event.preventDefault();
    setTimeout(() => sheet.requestSubmit(event.submitter), 100);
  });
  window.addEventListener("online", () => asked && changed());
}

function say(sheet, words, problem = false) {
  const place = sheet.querySelector("[data-portal-saved]");
  place.textContent = words;
  place.classList.toggle("portal-sheet__saved--problem", problem);
}

async function save(sheet, number, newest) {
  if (sheet.dataset.saving) {
    setTimeout(() => save(sheet, number, newest), PAUSE);
    return;
  }
  sheet.dataset.saving = "yes";
  try {
    const headers = { "X-Portal-Autosave": "1" };
    const answer = await fetch(location.href, { method: "POST", body: new FormData(sheet), headers, redirect: "error" });
    const { revision, message, sum } = await answer.json();
    if (answer.ok) {
      sheet.elements.revision.value = revision;
      sheet.querySelector("[data-portal-sum]").textContent = sum;
    }
    // What was changed while this was on its way is not saved yet.
    if (!answer.ok || number === newest()) say(sheet, message, !answer.ok);
  } catch {
    say(sheet, sheet.dataset.failed, true);
  } finally {
    delete sheet.dataset.saving;
  }
}
