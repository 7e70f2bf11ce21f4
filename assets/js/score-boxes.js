// Inside a row of score boxes a digit chooses its mark; arrows and Tab are the browser's own.
export function chooseByDigit() {
  for (const row of document.querySelectorAll("[data-portal-scores]")) {
    row.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
      const box = row.querySelector(`input[value="${event.key}"]:not(:disabled)`);
      if (!box) return;
      event.preventDefault();
      box.checked = true;
      box.focus();
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
